package io.sparing.needs;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The JSON form of a {@link NeedsReference}, as rule files have it. */
public final class NeedsReferenceParser {

  private NeedsReferenceParser() {}

  /** Returns the JSON form. */
  public static JsonObject toJson(NeedsReference reference) {
    JsonObject json = MachineCalibrationParser.toJson(reference.machine());
    json.addProperty("rows", reference.rows());
    JsonObject calibration = new JsonObject();
    reference
        .calibration()
        .forEach(
            (id, needs) -> {
              JsonObject byNeed = new JsonObject();
              needs.forEach((need, interval) -> byNeed.add(need.key(), interval(interval)));
              calibration.add(id, byNeed);
            });
    json.add("calibration", calibration);
    return json;
  }

  /**
   * Reads the JSON form.
   *
   * @throws IllegalArgumentException if something is missing, or a need is unknown
   */
  public static NeedsReference fromJson(JsonObject json) {
    SortedMap<String, Map<Need, Interval>> calibration = new TreeMap<>();
    MachineCalibrationParser.require(json, "calibration")
        .getAsJsonObject()
        .asMap()
        .forEach((id, needs) -> calibration.put(id, needs(needs.getAsJsonObject())));
    return new NeedsReference(
        MachineCalibrationParser.machine(json),
        MachineCalibrationParser.require(json, "rows").getAsInt(),
        calibration);
  }

  private static Map<Need, Interval> needs(JsonObject json) {
    Map<Need, Interval> needs = new EnumMap<>(Need.class);
    for (Map.Entry<String, JsonElement> need : json.entrySet()) {
      JsonObject ends = need.getValue().getAsJsonObject();
      needs.put(
          Need.find(need.getKey()),
          new Interval(
              MachineCalibrationParser.require(ends, "low").getAsDouble(),
              MachineCalibrationParser.require(ends, "estimate").getAsDouble(),
              MachineCalibrationParser.require(ends, "high").getAsDouble()));
    }
    return needs;
  }

  private static JsonObject interval(Interval interval) {
    JsonObject json = new JsonObject();
    json.addProperty("low", interval.low());
    json.addProperty("estimate", interval.estimate());
    json.addProperty("high", interval.high());
    return json;
  }
}
