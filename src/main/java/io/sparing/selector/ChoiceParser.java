package io.sparing.selector;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON form of a {@link Choice}, in rule sets and in plans. */
public final class ChoiceParser {

  private ChoiceParser() {}

  /** Returns the JSON form. */
  public static JsonObject toJson(Choice choice) {
    JsonObject json = new JsonObject();
    json.addProperty("strategy", choice.strategy());
    json.addProperty("model", choice.model());
    json.addProperty("number_format", choice.numberFormat());
    JsonObject settings = new JsonObject();
    choice.settings().forEach(settings::addProperty);
    json.add("settings", settings);
    return json;
  }

  static Choice fromJson(JsonObject json) {
    Map<String, String> settings = new LinkedHashMap<>();
    RuleSetParser.require(json, "settings")
        .getAsJsonObject()
        .entrySet()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().getAsString()));
    return Choice.of(
        RuleSetParser.text(json, "strategy"),
        RuleSetParser.text(json, "model"),
        RuleSetParser.text(json, "number_format"),
        settings);
  }
}
