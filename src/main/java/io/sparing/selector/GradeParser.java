package io.sparing.selector;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.OptionalDouble;

/** The JSON form of a {@link Grade}. */
final class GradeParser {

  private GradeParser() {}

  static JsonObject toJson(Grade grade) {
    JsonObject json = new JsonObject();
    json.addProperty("method", grade.method());
    json.add("cautions", RuleSetParser.texts(grade.cautions()));
    json.addProperty("environments", grade.environments());
    JsonArray lines = new JsonArray();
    grade.lines().forEach(line -> lines.add(line(line)));
    json.add("lines", lines);
    grade.gapClosed().ifPresent(value -> json.addProperty("gap_closed", value));
    grade.low().ifPresent(value -> json.addProperty("gap_closed_low", value));
    grade.high().ifPresent(value -> json.addProperty("gap_closed_high", value));
    return json;
  }

  static Grade fromJson(JsonObject json) {
    return new Grade(
        RuleSetParser.text(json, "method"),
        RuleSetParser.list(json, "cautions", JsonElement::getAsString),
        RuleSetParser.require(json, "environments").getAsInt(),
        RuleSetParser.list(json, "lines", line -> line(line.getAsJsonObject())),
        optional(json, "gap_closed"),
        optional(json, "gap_closed_low"),
        optional(json, "gap_closed_high"));
  }

  private static JsonObject line(Grade.Line line) {
    JsonObject json = new JsonObject();
    json.addProperty("name", line.name());
    json.addProperty("quality", line.quality());
    json.addProperty("low", line.low());
    json.addProperty("high", line.high());
    json.addProperty("regret", line.regret());
    json.addProperty("feasible", line.feasible());
    return json;
  }

  private static Grade.Line line(JsonObject json) {
    return new Grade.Line(
        RuleSetParser.text(json, "name"),
        RuleSetParser.number(json, "quality"),
        RuleSetParser.number(json, "low"),
        RuleSetParser.number(json, "high"),
        RuleSetParser.number(json, "regret"),
        RuleSetParser.number(json, "feasible"));
  }

  private static OptionalDouble optional(JsonObject json, String name) {
    return json.has(name)
        ? OptionalDouble.of(json.get(name).getAsDouble())
        : OptionalDouble.empty();
  }
}
