package io.sparing.selector;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sparing.needs.Interval;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The JSON form of a {@link Candidate}. */
public final class CandidateParser {

  private CandidateParser() {}

  /** Returns the JSON form; a cost that nobody measured is absent. */
  public static JsonObject toJson(Candidate candidate) {
    JsonObject json = new JsonObject();
    json.add("choice", ChoiceParser.toJson(candidate.choice()));
    json.addProperty("hardware", candidate.hardware());
    json.addProperty("quality", candidate.quality());
    json.addProperty("data_sets", candidate.dataSets());
    json.addProperty("trials", candidate.trials());
    JsonObject needs = new JsonObject();
    candidate.needs().forEach((feature, need) -> needs.add(feature.column(), interval(need)));
    json.add("needs", needs);
    if (Double.isFinite(candidate.cost())) {
      json.addProperty("cost", candidate.cost());
    }
    JsonObject ran = new JsonObject();
    candidate.ran().forEach(ran::addProperty);
    json.add("ran", ran);
    return json;
  }

  static Candidate fromJson(JsonObject json) {
    Map<Feature, Interval> needs = new EnumMap<>(Feature.class);
    RuleSetParser.require(json, "needs")
        .getAsJsonObject()
        .entrySet()
        .forEach(
            need ->
                needs.put(
                    Feature.find(need.getKey()), interval(need.getValue().getAsJsonObject())));
    TreeMap<String, String> ran = new TreeMap<>();
    RuleSetParser.require(json, "ran")
        .getAsJsonObject()
        .entrySet()
        .forEach(setting -> ran.put(setting.getKey(), setting.getValue().getAsString()));
    JsonElement cost = json.get("cost");
    return new Candidate(
        ChoiceParser.fromJson(RuleSetParser.require(json, "choice").getAsJsonObject()),
        RuleSetParser.text(json, "hardware"),
        RuleSetParser.number(json, "quality"),
        RuleSetParser.require(json, "data_sets").getAsInt(),
        RuleSetParser.require(json, "trials").getAsInt(),
        needs,
        cost == null ? Double.POSITIVE_INFINITY : cost.getAsDouble(),
        ran);
  }

  private static JsonObject interval(Interval interval) {
    JsonObject json = new JsonObject();
    json.addProperty("low", interval.low());
    json.addProperty("estimate", interval.estimate());
    json.addProperty("high", interval.high());
    return json;
  }

  private static Interval interval(JsonObject json) {
    return new Interval(
        RuleSetParser.number(json, "low"),
        RuleSetParser.number(json, "estimate"),
        RuleSetParser.number(json, "high"));
  }
}
