package io.sparing.recommend;

import io.sparing.selector.Choice;
import io.sparing.selector.Condition;
import io.sparing.selector.Environment;
import io.sparing.selector.Feature;
import io.sparing.selector.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what would change an answer: every threshold is tried by deciding again. */
final class Flips {

  private final RuleSet rules;
  private final Environment environment;
  private final Choice decided;

  Flips(RuleSet rules, Environment environment) {
    this.rules = rules;
    this.environment = environment;
    this.decided = rules.decide(environment).choice(environment);
  }

  /** Returns the nearest change downward and upward of every limit, in the order of the limits. */
  List<Flip> find() {
    List<Flip> flips = new ArrayList<>();
    for (Feature feature : Feature.LIMITS) {
      List<Double> thresholds = thresholds(feature);
      down(feature, thresholds).ifPresent(flips::add);
      up(feature, thresholds).ifPresent(flips::add);
    }
    return flips;
  }

  private Optional<Flip> up(Feature feature, List<Double> thresholds) {
    double now = environment.value(feature);
    for (double threshold : thresholds) {
      Optional<Flip> flip = Optional.empty();
      if (threshold > now) {
        flip = change(feature, "≥", threshold, threshold);
      }
      if (flip.isEmpty() && threshold >= now) {
        flip = change(feature, ">", threshold, above(feature, threshold));
      }
      if (flip.isPresent()) {
        return flip;
      }
    }
    return Optional.empty();
  }

  private Optional<Flip> down(Feature feature, List<Double> thresholds) {
    double now = environment.value(feature);
    for (int i = thresholds.size() - 1; i >= 0; i--) {
      double threshold = thresholds.get(i);
      Optional<Flip> flip = Optional.empty();
      if (threshold < now) {
        flip = change(feature, "≤", threshold, threshold);
      }
      if (flip.isEmpty() && threshold <= now) {
        flip = change(feature, "<", threshold, below(feature, threshold));
      }
      if (flip.isPresent()) {
        return flip;
      }
    }
    return Optional.empty();
  }

  private Optional<Flip> change(Feature feature, String sign, double threshold, double value) {
    if (value < 0 || (value == 0 && feature != Feature.EXAMPLES)) {
      return Optional.empty();
    }
    Environment there = environment.with(feature, value);
    Choice other = rules.decide(there).choice(there);
    return other.equals(decided)
        ? Optional.empty()
        : Optional.of(new Flip(feature, sign, threshold, other.label()));
  }

  private static double above(Feature feature, double value) {
    return feature == Feature.EXAMPLES ? Math.floor(value) + 1 : Math.nextUp(value);
  }

  private static double below(Feature feature, double value) {
    return feature == Feature.EXAMPLES ? Math.ceil(value) - 1 : Math.nextDown(value);
  }

  private List<Double> thresholds(Feature feature) {
    return rules.rules().stream()
        .flatMap(
            rule ->
                Stream.concat(
                    rule.conditions().stream(),
                    rule.steps().stream().flatMap(step -> step.conditions().stream())))
        .filter(Condition.Limit.class::isInstance)
        .map(Condition.Limit.class::cast)
        .filter(limit -> limit.feature() == feature)
        .map(Condition.Limit::threshold)
        .distinct()
        .sorted()
        .toList();
  }
}
