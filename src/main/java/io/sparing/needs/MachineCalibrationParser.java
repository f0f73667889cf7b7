package io.sparing.needs;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sparing.measure.Metric;
import io.sparing.text.Json;
import io.sparing.text.Printable;
import io.sparing.text.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The JSON form of a {@link MachineCalibration}. */
public final class MachineCalibrationParser {

  private static final int VERSION = 1;

  private MachineCalibrationParser() {}

  /**
   * Reads a file that {@code ./submit.sh calibrate} wrote.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no calibration of this version; the message names the
   *     file
   */
  public static MachineCalibration read(Path file) throws IOException {
    try {
      return parse(TextFile.read(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Invalid calibration: %s; %s; run ./submit.sh calibrate again"
              .formatted(Printable.of(file), e.getMessage()),
          e);
    }
  }

  static MachineCalibration parse(String text) {
    try {
      return fromJson(Json.object(text));
    } catch (IllegalStateException
        | UnsupportedOperationException
        | NumberFormatException
        | DateTimeException e) {
      throw new IllegalArgumentException("a value is of another kind than expected", e);
    }
  }

  /** Returns the JSON text, with a line end at its end. */
  public static String text(MachineCalibration calibration) {
    JsonObject json = new JsonObject();
    json.addProperty("version", VERSION);
    json.add("machine", toJson(calibration.machine()));
    json.addProperty("host", calibration.host());
    json.addProperty("cores", calibration.cores());
    json.addProperty("memory_gigabytes", calibration.memoryGigabytes());
    json.addProperty("build", calibration.build());
    json.addProperty("measured_at", calibration.measuredAt().toString());
    json.addProperty("results", calibration.results());
    JsonArray trials = new JsonArray();
    calibration.trials().forEach(trial -> trials.add(trial(trial)));
    json.add("trials", trials);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }

  /** Returns the JSON form of a machine. */
  static JsonObject toJson(Machine machine) {
    JsonObject json = new JsonObject();
    json.addProperty("device", machine.device());
    json.addProperty("hardware", machine.hardware());
    json.addProperty("threads", machine.threads());
    return json;
  }

  static Machine machine(JsonObject json) {
    return new Machine(
        require(json, "device").getAsString(),
        require(json, "hardware").getAsString(),
        require(json, "threads").getAsInt());
  }

  private static JsonObject trial(MachineCalibration.Trial trial) {
    JsonObject json = new JsonObject();
    json.addProperty("id", trial.id());
    json.addProperty("label", trial.label());
    JsonObject needs = new JsonObject();
    trial.needs().forEach((need, value) -> needs.addProperty(need.key(), value));
    json.add("needs", needs);
    JsonObject measured = new JsonObject();
    trial.measured().forEach((metric, value) -> measured.addProperty(metric.column(), value));
    json.add("measured", measured);
    return json;
  }

  private static MachineCalibration fromJson(JsonObject json) {
    int version = require(json, "version").getAsInt();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "unknown version: %d; known: %d".formatted(version, VERSION));
    }
    List<MachineCalibration.Trial> trials = new ArrayList<>();
    require(json, "trials")
        .getAsJsonArray()
        .forEach(trial -> trials.add(trial(trial.getAsJsonObject())));
    return new MachineCalibration(
        machine(require(json, "machine").getAsJsonObject()),
        require(json, "host").getAsString(),
        require(json, "cores").getAsInt(),
        require(json, "memory_gigabytes").getAsDouble(),
        require(json, "build").getAsString(),
        Instant.parse(require(json, "measured_at").getAsString()),
        require(json, "results").getAsString(),
        trials);
  }

  private static MachineCalibration.Trial trial(JsonObject json) {
    Map<Need, Double> needs = new EnumMap<>(Need.class);
    require(json, "needs")
        .getAsJsonObject()
        .asMap()
        .forEach((key, value) -> needs.put(Need.find(key), above(key, value)));
    Map<Metric, Double> measured = new EnumMap<>(Metric.class);
    require(json, "measured")
        .getAsJsonObject()
        .asMap()
        .forEach((key, value) -> measured.put(Metric.find(key), value.getAsDouble()));
    return new MachineCalibration.Trial(
        require(json, "id").getAsString(), require(json, "label").getAsString(), needs, measured);
  }

  private static double above(String key, JsonElement value) {
    double number = value.getAsDouble();
    if (!(number >= 0) || Double.isInfinite(number)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s; expected a number of 0 or more".formatted(key, number));
    }
    return number;
  }

  static JsonElement require(JsonObject json, String name) {
    JsonElement value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return value;
  }
}
