package io.sparing.selector;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The JSON form of a {@link Grade}; its lists' items have their components' names in snake case.
 */
final class GradeParser {

  private static final Gson ITEMS =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .serializeSpecialFloatingPointValues()
          .create();

  private GradeParser() {}

  static JsonObject toJson(Grade grade) {
    JsonObject json = new JsonObject();
    json.addProperty("method", grade.method());
    json.add("cautions", RuleSetParser.texts(grade.cautions()));
    json.addProperty("environments", grade.environments());
    json.add("lines", lines(grade.lines()));
    grade.gapClosed().ifPresent(share -> json.add("gap_closed", ITEMS.toJsonTree(share)));
    grade.ownReadings().ifPresent(share -> json.addProperty("gap_closed_by_own_readings", share));
    json.add("data_sets", items(grade.dataSets()));
    json.add("reliability", items(grade.reliability()));
    return json;
  }

  static Grade fromJson(JsonObject json) {
    JsonElement own = json.get("gap_closed_by_own_readings");
    return new Grade(
        RuleSetParser.text(json, "method"),
        RuleSetParser.list(json, "cautions", JsonElement::getAsString),
        RuleSetParser.require(json, "environments").getAsInt(),
        RuleSetParser.list(json, "lines", line -> line(line.getAsJsonObject())),
        Optional.ofNullable(json.get("gap_closed"))
            .map(share -> ITEMS.fromJson(share, Grade.Share.class)),
        own == null ? OptionalDouble.empty() : OptionalDouble.of(own.getAsDouble()),
        items(json, "data_sets", Grade.DataSet.class),
        items(json, "reliability", Grade.Bin.class));
  }

  /**
   * Returns the JSON form of the lines. A cost that nobody measured is infinite, which JSON cannot
   * write: it is absent.
   */
  private static JsonArray lines(List<Grade.Line> lines) {
    JsonArray array = items(lines);
    for (int i = 0; i < lines.size(); i++) {
      if (Double.isInfinite(lines.get(i).cost())) {
        array.get(i).getAsJsonObject().remove("cost");
      }
    }
    return array;
  }

  private static Grade.Line line(JsonObject json) {
    JsonObject copy = json.deepCopy();
    if (!copy.has("cost")) {
      copy.addProperty("cost", Double.POSITIVE_INFINITY);
    }
    return ITEMS.fromJson(copy, Grade.Line.class);
  }

  private static JsonArray items(List<?> items) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(ITEMS.toJsonTree(item)));
    return array;
  }

  private static <T> List<T> items(JsonObject json, String name, Class<T> type) {
    return RuleSetParser.list(json, name, item -> ITEMS.fromJson(item, type));
  }
}
