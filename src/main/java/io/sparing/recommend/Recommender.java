package io.sparing.recommend;

import io.sparing.selector.Candidate;
import io.sparing.selector.Choice;
import io.sparing.selector.Environment;
import io.sparing.selector.Feature;
import io.sparing.selector.Rule;
import io.sparing.selector.RuleSet;
import io.sparing.selector.RuleSetMarkdown;
import io.sparing.selector.RuleSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applies a rule set to a described environment. */
public final class Recommender {

  private final CalibratedRules calibrated;
  private final RuleSet rules;

  /** Makes a recommender that answers by these rules, with needs as they were measured. */
  public Recommender(RuleSet rules) {
    this(CalibratedRules.asLearned(rules));
  }

  /**
   * Makes a recommender that answers by rules of the machine that is asked about. Of another kind
   * of hardware it must not be asked where these are scaled.
   */
  public Recommender(CalibratedRules calibrated) {
    this.calibrated = calibrated;
    this.rules = calibrated.rules();
  }

  /**
   * Returns the plan for an environment. There always is one; where it exceeds a limit it says so.
   *
   * @param gpus devices there; at most 1 on a cpu
   * @throws IllegalArgumentException if there are fewer than 0
   */
  public Plan plan(Environment environment, int gpus) {
    if (gpus < 0) {
      throw new IllegalArgumentException("Invalid gpus: " + gpus + "; expected 0 or more");
    }
    Rule rule = rules.decide(environment);
    Choice choice = rule.choice(environment);
    Optional<Candidate> measured = rules.find(choice, environment.hardware());
    List<Exceeded> exceeded =
        measured.map(candidate -> exceeded(candidate, environment)).orElse(List.of());
    return new Plan(
        environment,
        choice,
        measured,
        measured.map(candidate -> calibrated.origin(choice, environment.hardware())),
        batchSize(choice, measured, environment),
        retrieval(choice, environment),
        devices(environment, gpus),
        rule,
        exceeded,
        new Flips(rules, environment).find(),
        Stream.concat(nothingFits(exceeded, environment), cautions(rule, environment).stream())
            .toList(),
        0);
  }

  /**
   * Returns everything that was measured on that hardware, what fits first, the best quality first.
   */
  public List<Candidate> candidates(Environment environment) {
    double margin = rules.source().margin();
    return rules.candidates().stream()
        .filter(candidate -> candidate.hardware().equals(environment.hardware()))
        .sorted(
            Comparator.comparing((Candidate c) -> !c.fits(environment, margin))
                .thenComparing(Comparator.comparingDouble(Candidate::quality).reversed())
                .thenComparing(c -> c.choice().key()))
        .toList();
  }

  private List<Exceeded> exceeded(Candidate candidate, Environment environment) {
    double margin = rules.source().margin();
    List<Exceeded> exceeded = new ArrayList<>();
    for (Feature feature : Feature.LIMITS) {
      if (!candidate.within(feature, environment, margin)) {
        exceeded.add(
            new Exceeded(
                feature,
                environment.value(feature),
                candidate.needs().get(feature),
                nearest(feature, environment, margin)));
      }
    }
    return exceeded;
  }

  private Optional<Candidate> nearest(Feature feature, Environment environment, double margin) {
    return candidates(environment).stream()
        .filter(
            c ->
                Feature.LIMITS.stream()
                    .allMatch(other -> other == feature || c.within(other, environment, margin)))
        .filter(c -> c.needs().containsKey(feature))
        .min(Comparator.comparingDouble(c -> c.needs().get(feature).estimate()));
  }

  /** Returns a caution where no answer could keep all limits. */
  private Stream<String> nothingFits(List<Exceeded> exceeded, Environment environment) {
    double margin = rules.source().margin();
    boolean some = candidates(environment).stream().anyMatch(c -> c.fits(environment, margin));
    if (exceeded.isEmpty() || some) {
      return Stream.empty();
    }
    String limits =
        exceeded.stream().map(limit -> limit.feature().words()).collect(Collectors.joining(", "));
    return Stream.of(
        "nothing that was measured keeps all limits; the answer breaks these: %s; allow more, or measure setups that need less"
            .formatted(limits));
  }

  private static int batchSize(
      Choice choice, Optional<Candidate> measured, Environment environment) {
    return measured
        .map(candidate -> candidate.ran().get("batch_size"))
        .map(Integer::valueOf)
        .orElseGet(() -> BatchSize.fit(choice, environment.memoryGigabytes()));
  }

  private static Optional<Retrieval> retrieval(Choice choice, Environment environment) {
    return choice
        .setting(Choice.EMBEDDER)
        .map(
            embedder ->
                new Retrieval(
                    embedder,
                    choice.setting("generator").orElse(choice.model()),
                    choice
                        .setting("index")
                        .orElseGet(() -> Retrieval.index(environment.memoryGigabytes()))));
  }

  private static String devices(Environment environment, int gpus) {
    if (!environment.onGpu()) {
      return environment.hardware();
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
    if (rule.confidence().isEmpty()) {
      cautions.add(
          "%d data set%s cannot tell how sure this is on another"
              .formatted(source.dataSets().size(), source.dataSets().size() == 1 ? "" : "s"));
    } else if (rule.abstains()) {
      cautions.add(
          "thin evidence, only the likelier answer: such rules are within a point of the best in %s of cases"
              .formatted(RuleSetMarkdown.confidence(rule)));
    }
    if (!source.tasks().contains(environment.task())) {
      cautions.add(outside("task", environment.task(), String.join(", ", source.tasks())));
    }
    if (!source.hardware().contains(environment.hardware())) {
      cautions.add(
          outside("hardware", environment.hardware(), String.join(", ", source.hardware())));
    }
    unmeasured(environment).forEach(cautions::add);
    return cautions;
  }

  /** Returns the limits that somebody has and nobody measured: they cannot bind. */
  private List<String> unmeasured(Environment environment) {
    List<Candidate> there = candidates(environment);
    return Feature.LIMITS.stream()
        .filter(feature -> feature != Feature.MEMORY || environment.onGpu())
        .filter(feature -> Double.isFinite(environment.value(feature)))
        .filter(feature -> !there.isEmpty())
        .filter(feature -> there.stream().noneMatch(c -> c.needs().containsKey(feature)))
        .map(
            feature ->
                "no row measured what bounds the " + feature.words() + ", so it was not compared")
        .toList();
  }

  private static String outside(String what, String value, String measured) {
    return "%s %s was not measured, only %s".formatted(what, value, measured);
  }
}
