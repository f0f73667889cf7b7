package io.sparing.recommend;

import io.sparing.needs.Interval;
import io.sparing.needs.Need;
import io.sparing.needs.Scale;
import io.sparing.needs.Scaling;
import io.sparing.needs.Work;
import io.sparing.selector.Candidate;
import io.sparing.selector.Choice;
import io.sparing.selector.Condition;
import io.sparing.selector.Cost;
import io.sparing.selector.Feature;
import io.sparing.selector.Rule;
import io.sparing.selector.RuleSet;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scales what rules say of a kind of hardware to another machine: needs of candidates, and the
 * thresholds that follow from needs.
 *
 * @param learned rules, of the machine of their rows
 * @param hardware {@code cpu} or {@code gpu}
 * @param scaling how the machines compare
 */
record ScaledRules(RuleSet learned, String hardware, Scaling scaling) {

  /** Thresholds stay round numbers, and never below what the setup needs. */
  private static final MathContext THRESHOLD = new MathContext(3, RoundingMode.CEILING);

  private static final double TYPICAL_BATCH = 16;

  /** Returns the rules of the other machine. */
  RuleSet rules() {
    return learned.with(
        learned.rules().stream().map(this::of).toList(),
        learned.candidates().stream().map(c -> c.hardware().equals(hardware) ? of(c) : c).toList());
  }

  /** Returns the factors of what limits a choice. */
  Map<Feature, Scale> of(Choice choice) {
    Map<Feature, Scale> scales = new EnumMap<>(Feature.class);
    learned
        .find(choice, hardware)
        .ifPresent(
            candidate ->
                candidate
                    .needs()
                    .forEach(
                        (feature, need) ->
                            find(feature, choice, need.estimate())
                                .ifPresent(scale -> scales.put(feature, scale))));
    return scales;
  }

  private Optional<Scale> find(Feature feature, Choice choice, double value) {
    return feature.need().flatMap(need -> find(need, choice, value));
  }

  private Optional<Scale> find(Need need, Choice choice, double value) {
    Work work =
        Work.of(
            need,
            choice.strategy(),
            choice.model(),
            choice.numberFormat(),
            choice.settings(),
            steps(choice));
    return scaling.find(need, work, value);
  }

  private double steps(Choice choice) {
    double rows = choice.number("train_examples").orElse(1);
    double batch =
        learned
            .find(choice, hardware)
            .map(candidate -> candidate.ran().get("batch_size"))
            .map(Double::valueOf)
            .orElse(TYPICAL_BATCH);
    return choice.number("epochs").orElse(1) * Math.ceil(rows / batch);
  }

  /** The rule's own conditions are those of its last step. */
  private Rule of(Rule rule) {
    Choice last = rule.steps().get(rule.steps().size() - 1).choice();
    return new Rule(
        rule.name(),
        of(rule.conditions(), last),
        rule.steps().stream()
            .map(step -> new Rule.Step(of(step.conditions(), step.choice()), step.choice()))
            .toList(),
        rule.because(),
        rule.confidence(),
        rule.abstains(),
        rule.support(),
        rule.deciding());
  }

  private List<Condition> of(List<Condition> conditions, Choice choice) {
    return conditions.stream().map(condition -> of(condition, choice)).toList();
  }

  private Condition of(Condition condition, Choice choice) {
    if (condition instanceof Condition.Limit limit) {
      Optional<Scale> scale = find(limit.feature(), choice, limit.threshold());
      if (scale.isPresent()) {
        double threshold = scale.get().factor() * limit.threshold();
        return Condition.limit(
            limit.feature(),
            limit.operator(),
            new BigDecimal(threshold).round(THRESHOLD).doubleValue());
      }
    }
    return condition;
  }

  private Candidate of(Candidate candidate) {
    Choice choice = candidate.choice();
    Map<Feature, Interval> needs = new EnumMap<>(Feature.class);
    candidate
        .needs()
        .forEach(
            (feature, need) ->
                needs.put(
                    feature,
                    find(feature, choice, need.estimate())
                        .map(scale -> scale.of(need))
                        .orElse(need)));
    return new Candidate(
        choice,
        candidate.hardware(),
        candidate.quality(),
        candidate.dataSets(),
        candidate.trials(),
        needs,
        factor(candidate) * candidate.cost(),
        candidate.ran());
  }

  private double factor(Candidate candidate) {
    Optional<Cost> cost = learned.source().cost();
    return cost.flatMap(ScaledRules::need)
        .flatMap(need -> find(need, candidate.choice(), candidate.cost() / times(need, cost.get())))
        .map(Scale::factor)
        .orElse(1.0);
  }

  private static double times(Need need, Cost cost) {
    return need == Need.ANSWER_DEVICE_SECONDS ? cost.answers() : 1;
  }

  /**
   * Returns the need that a cost is; empty if it is a sum of several, or prices and meters decide.
   */
  private static Optional<Need> need(Cost cost) {
    if (cost.unit() != Cost.Unit.DEVICE_TIME || (cost.training() && cost.answers() > 0)) {
      return Optional.empty();
    }
    return Optional.of(cost.training() ? Need.DEVICE_SECONDS : Need.ANSWER_DEVICE_SECONDS);
  }
}
