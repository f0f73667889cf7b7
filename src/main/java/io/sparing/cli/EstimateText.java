package io.sparing.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.sparing.budget.Budget;
import io.sparing.needs.Expectation;
import io.sparing.needs.Interval;
import io.sparing.text.Choice;
import io.sparing.trial.TrialSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/** What a trial is expected to need, as a table for people or as JSON. */
enum EstimateText {
  TEXT {
    @Override
    String render(TrialSpec spec, Expectation expected, EstimatedCost cost, int rows) {
      TextTable table = new TextTable(List.of("of " + spec.label(), "estimate", "low", "high"));
      quantities(expected)
          .forEach(
              (quantity, interval) -> {
                DoubleFunction<String> words =
                    quantity.equals(SECONDS) ? Words::seconds : Words::bytes;
                table.add(
                    List.of(
                        quantity.replace('_', ' '),
                        words.apply(interval.estimate()),
                        words.apply(interval.low()),
                        words.apply(interval.high())));
              });
      cost.amount().ifPresent(amount -> table.add(money(amount)));
      return "%s%n%s%n%s%n"
          .formatted(
              table.render(),
              "Trial cost: " + cost.note() + ".",
              rows == 0
                  ? "From the model's sizes and rows that come with Sparing; --results sharpens it."
                  : "From %d measured trials and the model's sizes.".formatted(rows));
    }
  },
  JSON {
    @Override
    String render(TrialSpec spec, Expectation expected, EstimatedCost cost, int rows) {
      JsonObject json = new JsonObject();
      json.addProperty("trial", spec.label());
      quantities(expected).forEach((quantity, interval) -> json.add(quantity, ends(interval)));
      cost.amount().ifPresent(amount -> json.add(COST, ends(amount)));
      json.addProperty(COST + "_note", cost.note());
      json.addProperty("trainable_parameters", expected.trainableParameters());
      json.addProperty("weight_bytes", expected.weightBytes());
      json.addProperty("from_trials", rows);
      return new GsonBuilder().setPrettyPrinting().create().toJson(json);
    }
  };

  private static final String SECONDS = "total_seconds";
  private static final String COST = "trial_cost";

  /**
   * Finds a form by its name.
   *
   * @throws IllegalArgumentException if it is unknown
   */
  static EstimateText of(String name) {
    return Choice.find(EstimateText.class, "format", name);
  }

  /**
   * Returns the text.
   *
   * @param rows of measured trials that the estimates come from
   */
  abstract String render(TrialSpec spec, Expectation expected, EstimatedCost cost, int rows);

  private static List<String> money(Interval amount) {
    return List.of(
        COST.replace('_', ' '),
        Budget.number(amount.estimate()),
        Budget.number(amount.low()),
        Budget.number(amount.high()));
  }

  private static JsonObject ends(Interval interval) {
    JsonObject ends = new JsonObject();
    ends.addProperty("low", interval.low());
    ends.addProperty("estimate", interval.estimate());
    ends.addProperty("high", interval.high());
    return ends;
  }

  /** Returns what is estimated, by the column that measures it. */
  private static Map<String, Interval> quantities(Expectation expected) {
    Map<String, Interval> all = new LinkedHashMap<>();
    all.put("peak_host_bytes", expected.hostBytes());
    expected.deviceBytes().ifPresent(bytes -> all.put("peak_device_bytes", bytes));
    all.put(SECONDS, expected.seconds());
    return all;
  }
}
