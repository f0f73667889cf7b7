package io.sparing.spark;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.trial.WrittenResult;
import java.util.Optional;

/**
 * How a task ended.
 *
 * @param result of its trial; empty if the trial has none, and not by its own fault
 * @param lost why there is no result
 */
record TaskEnd(Optional<WrittenResult> result, String lost) {

  private static final String RESULT = "result";
  private static final String LOST = "lost";

  static TaskEnd of(WrittenResult result) {
    return new TaskEnd(Optional.of(result), "");
  }

  static TaskEnd lost(String why) {
    return new TaskEnd(Optional.empty(), why);
  }

  String toJson() {
    JsonObject json = new JsonObject();
    result.ifPresentOrElse(
        end -> json.addProperty(RESULT, end.json()), () -> json.addProperty(LOST, lost));
    return json.toString();
  }

  static TaskEnd fromJson(String line) {
    JsonObject json = JsonParser.parseString(line).getAsJsonObject();
    return json.has(RESULT)
        ? of(WrittenResult.read(json.get(RESULT).getAsString()))
        : lost(json.get(LOST).getAsString());
  }
}
