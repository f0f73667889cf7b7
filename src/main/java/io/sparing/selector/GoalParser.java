package io.sparing.selector;

import com.google.gson.JsonObject;
import java.util.OptionalDouble;

/** The JSON forms of a {@link Goal} and its {@link Cost}. */
final class GoalParser {

  private GoalParser() {}

  static JsonObject toJson(Goal goal) {
    JsonObject json = new JsonObject();
    if (goal instanceof Goal.Cheapest cheapest) {
      json.addProperty("kind", "cheapest");
      json.addProperty("within", cheapest.within());
      cheapest.atLeast().ifPresent(quality -> json.addProperty("at_least", quality));
    } else if (goal instanceof Goal.Value value) {
      json.addProperty("kind", "value");
      json.addProperty("price_per_point", value.pricePerPoint());
    } else {
      json.addProperty("kind", "best");
    }
    return json;
  }

  static JsonObject toJson(Cost cost) {
    JsonObject json = new JsonObject();
    json.addProperty("unit", cost.unit().key());
    json.addProperty("training", cost.training());
    json.addProperty("answers", cost.answers());
    return json;
  }

  static Cost costFromJson(JsonObject json) {
    return new Cost(
        Cost.Unit.find(RuleSetParser.text(json, "unit")),
        RuleSetParser.require(json, "training").getAsBoolean(),
        RuleSetParser.number(json, "answers"));
  }

  static Goal fromJson(JsonObject json) {
    String kind = RuleSetParser.text(json, "kind");
    return switch (kind) {
      case "best" -> new Goal.Best();
      case "cheapest" ->
          new Goal.Cheapest(
              RuleSetParser.number(json, "within"),
              json.has("at_least")
                  ? OptionalDouble.of(json.get("at_least").getAsDouble())
                  : OptionalDouble.empty());
      case "value" -> new Goal.Value(RuleSetParser.number(json, "price_per_point"));
      default ->
          throw new IllegalArgumentException(
              "Unknown goal: " + kind + "; known: best, cheapest, value");
    };
  }
}
