package io.sparing.cli;

import io.sparing.recommend.Plan;
import io.sparing.selector.Choice;
import io.sparing.selector.Environment;
import io.sparing.selector.Feature;
import io.sparing.selector.Numbers;
import java.util.ArrayList;
import java.util.List;

/** A plan for people. */
final class PlanText {

  private PlanText() {}

  static String render(Plan plan, String rulesFrom) {
    List<String> lines = new ArrayList<>();
    lines.add("For           " + words(plan.environment()));
    lines.add("Rules         " + rulesFrom);
    lines.add("");
    plan.choice()
        .ifPresentOrElse(
            choice -> choice(lines, plan, choice),
            () -> lines.add("Answer        none: " + plan.rule().because()));
    lines.add("Because       " + plan.reason());
    lines.add(
        "Trials        " + (plan.trials().isEmpty() ? "none" : String.join(" ", plan.trials())));
    plan.rule()
        .support()
        .flatMap(support -> support.runnerUp())
        .ifPresent(
            next ->
                lines.add(
                    "Runner-up     %s, %s points behind"
                        .formatted(next.label(), Numbers.points(next.margin()))));
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
  }

  private static String words(Environment environment) {
    List<String> parts = new ArrayList<>(List.of(environment.task(), environment.hardware()));
    for (Feature feature : Feature.values()) {
      double value = environment.value(feature);
      if (Double.isFinite(value)) {
        parts.add(feature.words() + " " + feature.format(value));
      }
    }
    return String.join(", ", parts);
  }
}
