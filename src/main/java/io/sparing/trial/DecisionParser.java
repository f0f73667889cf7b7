package io.sparing.trial;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sparing.train.Decision;

/** The JSON form of a {@link Decision}. What is null in it has no field. */
final class DecisionParser {

  private DecisionParser() {}

  /** Returns the JSON form. */
  static JsonObject toJson(Decision decision) {
    JsonObject json = new JsonObject();
    json.addProperty("step", decision.step());
    json.addProperty("seconds", decision.seconds());
    json.addProperty("action", decision.action().text());
    json.addProperty("rows_before", decision.rowsBefore());
    json.addProperty("rows_after", decision.rowsAfter());
    json.addProperty("reason", decision.reason());
    add(json, "host_bytes", decision.hostBytes());
    add(json, "device_bytes", decision.deviceBytes());
    add(json, "limit_bytes", decision.limitBytes());
    return json;
  }

  private static void add(JsonObject json, String name, Long value) {
    if (value != null) {
      json.addProperty(name, value);
    }
  }

  /**
   * Reads what {@link #toJson} gave.
   *
   * @throws MalformedResultException if a field is missing
   * @throws IllegalArgumentException if the action is unknown
   */
  static Decision fromJson(JsonObject json) {
    return new Decision(
        require(json, "step").getAsLong(),
        require(json, "seconds").getAsDouble(),
        Decision.Action.find(require(json, "action").getAsString()),
        require(json, "rows_before").getAsInt(),
        require(json, "rows_after").getAsInt(),
        require(json, "reason").getAsString(),
        find(json, "host_bytes"),
        find(json, "device_bytes"),
        find(json, "limit_bytes"));
  }

  private static Long find(JsonObject json, String name) {
    return json.has(name) ? (Long) json.get(name).getAsLong() : null;
  }

  private static JsonElement require(JsonObject json, String name) {
    JsonElement value = json.get(name);
    if (value == null) {
      throw new MalformedResultException("Cannot read a decision without its " + name);
    }
    return value;
  }
}
