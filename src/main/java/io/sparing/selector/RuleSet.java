package io.sparing.selector;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An ordered list of rules: the first one that holds decides, and the fallback if none does.
 *
 * @param name for people
 * @param source where it comes from
 * @param rules in order
 * @param fallback has no conditions
 * @param grade how well it does, if it was graded
 */
public record RuleSet(
    String name, RuleSource source, List<Rule> rules, Rule fallback, Optional<Grade> grade) {

  /** Version of the file format. */
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException if the fallback has conditions
   */
  public RuleSet {
    Objects.requireNonNull(source, "source");
    rules = List.copyOf(rules);
    if (!fallback.conditions().isEmpty()) {
      throw new IllegalArgumentException("Invalid fallback: " + fallback.when());
    }
  }

  /** The rule that decides in this environment. */
  public Rule decide(Environment environment) {
    return rules.stream().filter(rule -> rule.holds(environment)).findFirst().orElse(fallback);
  }
}
