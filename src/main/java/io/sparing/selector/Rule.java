package io.sparing.selector;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * If all conditions hold, then this setup, on as many examples as the limits allow.
 *
 * @param name unique in its rule set
 * @param conditions all must hold; none means always
 * @param steps the setup on fewer and fewer examples: the first whose conditions hold is taken, and
 *     the last has none
 * @param because the reason in words
 * @param confidence how often such a rule is within a point of the oracle on data not seen; empty
 *     where nothing tells
 * @param abstains whether that is too little to stand behind the choice, which is then only the
 *     likelier one
 * @param support what a learned rule stands on; empty for a rule that nobody measured
 * @param deciding the trials that would decide, if the rule abstains and some would
 */
public record Rule(
    String name,
    List<Condition> conditions,
    List<Step> steps,
    String because,
    OptionalDouble confidence,
    boolean abstains,
    Optional<Support> support,
    Optional<Deciding> deciding) {

  /**
   * A choice, and when it is taken.
   *
   * @param conditions beside those of the rule
   */
  public record Step(List<Condition> conditions, Choice choice) {

    /** Copies the conditions. */
    public Step {
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no step, or the last has conditions
   */
  public Rule {
    conditions = List.copyOf(conditions);
    steps = List.copyOf(steps);
    if (steps.isEmpty() || !steps.get(steps.size() - 1).conditions().isEmpty()) {
      throw new IllegalArgumentException("Invalid rule: " + name + "; its last step must be open");
    }
  }

  /** Returns whether all conditions hold. */
  public boolean holds(Environment environment) {
    return holds(conditions, environment);
  }

  /** Returns the choice in an environment in which the rule holds. */
  public Choice choice(Environment environment) {
    return steps.stream()
        .filter(step -> holds(step.conditions(), environment))
        .findFirst()
        .orElseThrow()
        .choice();
  }

  private static boolean holds(List<Condition> conditions, Environment environment) {
    return conditions.stream().allMatch(condition -> condition.holds(environment));
  }

  /** Returns the conditions in words. */
  public String when() {
    return conditions.isEmpty() ? "otherwise" : words(conditions);
  }

  /** Returns the choices in words: the first, then what is taken instead where that is too much. */
  public String then() {
    StringBuilder then = new StringBuilder(steps.get(0).choice().label());
    for (int i = 1; i < steps.size(); i++) {
      Step missed = steps.get(i - 1);
      then.append("; unless ")
          .append(words(missed.conditions()))
          .append(": ")
          .append(shorter(missed.choice(), steps.get(i).choice()));
    }
    return then.toString();
  }

  /** Returns the second choice, in full or by what it differs in. */
  private static String shorter(Choice from, Choice to) {
    double examples = to.number(Choice.TRAIN_EXAMPLES).orElse(0);
    return from.family().equals(to.family()) && examples > 0
        ? Numbers.text(examples) + " examples"
        : to.label();
  }

  private static String words(List<Condition> conditions) {
    return conditions.stream().map(Condition::words).collect(Collectors.joining(", "));
  }
}
