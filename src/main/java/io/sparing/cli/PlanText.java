package io.sparing.cli;

import io.sparing.recommend.Plan;
import io.sparing.selector.Candidate;
import io.sparing.selector.Choice;
import io.sparing.selector.Environment;
import io.sparing.selector.Feature;
import io.sparing.selector.Numbers;
import io.sparing.selector.RuleSetMarkdown;
import io.sparing.selector.RuleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan for people. */
final class PlanText {

  private PlanText() {}

  static String render(Plan plan, RuleSource source, String rulesFrom) {
    List<String> lines = new ArrayList<>();
    lines.add("For           " + words(plan.environment()));
    lines.add("Rules         " + rulesFrom);
    lines.add("");
    choice(lines, plan, plan.choice());
    lines.add("Because       " + plan.reason());
    lines.add(
        "Trials        " + (plan.trials().isEmpty() ? "none" : String.join(" ", plan.trials())));
    plan.rule()
        .confidence()
        .ifPresent(value -> lines.add("Confidence    " + RuleSetMarkdown.confidence(plan.rule())));
    plan.rule()
        .support()
        .ifPresent(support -> lines.add("Flips if      " + RuleSetMarkdown.flips(source, support)));
    plan.exceeded().forEach(limit -> lines.add("Exceeds       " + limit.words()));
    lines.add("Would change  " + (plan.flips().isEmpty() ? "nothing among the limits" : ""));
    plan.flips().forEach(flip -> lines.add("  " + flip.words()));
    plan.cautions().forEach(caution -> lines.add("Caution       " + caution));
    return String.join("\n", lines.stream().map(String::stripTrailing).toList());
  }

  private static void choice(List<String> lines, Plan plan, Choice choice) {
    lines.add("Strategy      " + choice.strategy());
    lines.add("Model         " + choice.model());
    lines.add("Number format " + choice.numberFormat());
    plan.rank().ifPresent(rank -> lines.add("Rank          " + rank));
    plan.choice()
        .number("train_examples")
        .ifPresent(rows -> lines.add("Train on      " + Numbers.text(rows) + " examples"));
    lines.add("Batch size    " + plan.batchSize());
    plan.epochs().ifPresent(epochs -> lines.add("Epochs        " + Numbers.text(epochs)));
    plan.learningRate().ifPresent(rate -> lines.add("Learning rate " + rate));
    plan.retrieval()
        .ifPresent(
            r ->
                lines.add(
                    "Retrieval     embedder %s, generator %s, %s index"
                        .formatted(r.embedder(), r.generator(), r.index())));
    lines.add("Devices       " + plan.devices());
    plan.measured().ifPresent(measured -> needs(lines, measured, looking(plan)));
    plan.origin().ifPresent(origin -> lines.add("Needs are of  " + origin.words()));
    boolean trains =
        plan.measured()
            .map(measured -> measured.needs().get(Feature.TRAIN_SECONDS))
            .filter(need -> need.estimate() > 0)
            .isPresent();
    if (plan.lookingSeconds() > 0 && !trains) {
      lines.add("Needs         " + Words.seconds(plan.lookingSeconds()) + " of looking");
    }
  }

  private static String looking(Plan plan) {
    return plan.lookingSeconds() > 0
        ? " and " + Words.seconds(plan.lookingSeconds()) + " of looking"
        : "";
  }

  /** Returns what was measured there, as a table; what does not fit is marked. */
  static String candidates(List<Candidate> candidates, Environment environment, double margin) {
    if (candidates.isEmpty()) {
      return "\nNothing was measured on a " + environment.hardware() + ".";
    }
    long fitting = candidates.stream().filter(c -> c.fits(environment, margin)).count();
    return "\nMeasured on %s: %d choices, the first %d fit.%n%s"
        .formatted(
            environment.hardware(), candidates.size(), fitting, CandidateTable.render(candidates));
  }

  private static void needs(List<String> lines, Candidate measured, String looking) {
    lines.add(
        "Quality       %s, %s"
            .formatted(
                Numbers.percent(measured.quality()),
                measured.dataSets() == 1
                    ? "on one data set"
                    : "a mean over %d data sets".formatted(measured.dataSets())));
    measured
        .needs()
        .forEach(
            (feature, need) -> {
              if (need.estimate() > 0) {
                String label =
                    "Needs         %s %s"
                        .formatted(feature.words(), RuleSetText.need(measured, feature));
                String range =
                    need.high() > need.low()
                        ? " (%s to %s in four of five readings)"
                            .formatted(
                                String.format(Locale.ROOT, "%.3g", need.low()),
                                String.format(Locale.ROOT, "%.3g", need.high()))
                        : "";
                lines.add(label + range + (feature == Feature.TRAIN_SECONDS ? looking : ""));
              }
            });
  }

  private static String words(Environment environment) {
    List<String> parts = new ArrayList<>(List.of(environment.task(), environment.hardware()));
    for (Feature feature : Feature.LIMITS) {
      double value = environment.value(feature);
      if (Double.isFinite(value)) {
        parts.add(feature.words() + " " + feature.format(value));
      }
    }
    return String.join(", ", parts);
  }
}
