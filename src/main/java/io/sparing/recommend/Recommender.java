package io.sparing.recommend;

import io.sparing.selector.Choice;
import io.sparing.selector.Environment;
import io.sparing.selector.Feature;
import io.sparing.selector.Rule;
import io.sparing.selector.RuleSet;
import io.sparing.selector.RuleSetMarkdown;
import io.sparing.selector.RuleSource;
import io.sparing.selector.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies a rule set to a described environment. */
public final class Recommender {

  private final RuleSet rules;

  /** A recommender that answers by these rules. */
  public Recommender(RuleSet rules) {
    this.rules = rules;
  }

  /**
   * The plan for an environment.
   *
   * @param gpus devices there; at most 1 on a cpu
   * @throws IllegalArgumentException if there are fewer than 0
   */
  public Plan plan(Environment environment, int gpus) {
    if (gpus < 0) {
      throw new IllegalArgumentException("Invalid gpus: " + gpus + "; expected 0 or more");
    }
    Rule rule = rules.decide(environment);
    return new Plan(
        environment,
        rule.choice(),
        rule.choice().map(choice -> batchSize(choice, environment)).orElse(0),
        rule.choice().flatMap(choice -> retrieval(choice, environment)),
        devices(environment, gpus),
        rule,
        rule.support().map(Support::trialIds).orElse(List.of()),
        new Flips(rules, environment).find(),
        cautions(rule, environment));
  }

  private static int batchSize(Choice choice, Environment environment) {
    return (int)
        choice
            .number("batch_size")
            .orElseGet(() -> BatchSize.fit(choice, environment.memoryGigabytes()));
  }

  /** A flat index is exact and small; more memory buys the speed of lists, then of a graph. */
  private static Optional<Retrieval> retrieval(Choice choice, Environment environment) {
    if (!choice.strategy().equals("rag")) {
      return Optional.empty();
    }
    double memory = environment.memoryGigabytes();
    return Optional.of(
        new Retrieval(
            choice.setting("embedder").orElse("all-MiniLM-L6-v2"),
            choice.setting("generator").orElse(choice.model()),
            choice.setting("index").orElse(memory < 8 ? "flat" : memory <= 16 ? "ivf" : "hnsw")));
  }

  private static String devices(Environment environment, int gpus) {
    if (environment.hardware().equals("cpu")) {
      return "cpu";
    }
    return gpus > 1
        ? "data parallel over %d GPUs, the batch on each".formatted(gpus)
        : "one GPU; data parallel if there are more";
  }

  private List<String> cautions(Rule rule, Environment environment) {
    RuleSource source = rules.source();
    List<String> cautions = new ArrayList<>();
    if (source.trials() == 0) {
      cautions.add("fixed rules: nothing here was measured on this kind of hardware");
      return cautions;
    }
    if (rule.choice().isPresent() && rule.abstains()) {
      cautions.add(
          "thin evidence, only the likelier answer; to decide, run "
              + RuleSetMarkdown.deciding(rule));
    }
    if (!source.tasks().contains(environment.task())) {
      cautions.add(outside("task", environment.task(), String.join(", ", source.tasks())));
    }
    if (!source.hardware().contains(environment.hardware())) {
      cautions.add(
          outside("hardware", environment.hardware(), String.join(", ", source.hardware())));
    }
    for (Feature feature : Feature.values()) {
      range(feature, environment).ifPresent(cautions::add);
    }
    return cautions;
  }

  /** Only too little is a caution: more than was ever needed changes nothing. */
  private Optional<String> range(Feature feature, Environment environment) {
    RuleSource.Range range = rules.source().ranges().get(feature);
    double value = environment.value(feature);
    if (range == null) {
      return Double.isInfinite(value)
          ? Optional.empty()
          : Optional.of("the " + feature.words() + " was not measured and is not checked");
    }
    return value < range.from()
        ? Optional.of(
            outside(
                feature.words(),
                feature.format(value),
                feature.format(range.from()) + " to " + feature.format(range.to())))
        : Optional.empty();
  }

  private static String outside(String what, String value, String measured) {
    return "%s %s lies outside what was measured: %s".formatted(what, value, measured);
  }
}
