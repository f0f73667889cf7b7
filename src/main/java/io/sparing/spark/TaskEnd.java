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
 * @param killed whether its worker or its executor was killed, and not by its own doing
 */
record TaskEnd(Optional<WrittenResult> result, String lost, boolean killed) {

  private static final String RESULT = "result";
  private static final String LOST = "lost";
  private static final String KILLED = "killed";

  static TaskEnd of(WrittenResult result) {
    return new TaskEnd(Optional.of(result), "", false);
  }

  static TaskEnd lost(String why) {
    return new TaskEnd(Optional.empty(), why, false);
  }

  static TaskEnd killed(String why) {
    return new TaskEnd(Optional.empty(), why, true);
  }

  String toJson() {
    JsonObject json = new JsonObject();
    result.ifPresentOrElse(
        end -> json.addProperty(RESULT, end.json()),
        () -> json.addProperty(killed ? KILLED : LOST, lost));
    return json.toString();
  }

  static TaskEnd fromJson(String line) {
    JsonObject json = JsonParser.parseString(line).getAsJsonObject();
    if (json.has(RESULT)) {
      return of(WrittenResult.read(json.get(RESULT).getAsString()));
    }
    return json.has(KILLED)
        ? killed(json.get(KILLED).getAsString())
        : lost(json.get(LOST).getAsString());
  }
}
