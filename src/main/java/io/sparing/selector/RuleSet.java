package io.sparing.selector;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An ordered list of rules, the last of which always answers: the first one that holds decides.
 *
 * @param name for people
 * @param source where it comes from
 * @param rules in order; the last has no conditions
 * @param candidates what was measured, each with what it gets and needs; empty for fixed rules
 * @param grade how well it does, if it was graded
 */
public record RuleSet(
    String name,
    RuleSource source,
    List<Rule> rules,
    List<Candidate> candidates,
    Optional<Grade> grade) {

  /** Version of the file format. */
  public static final int VERSION = 2;

  /**
   * @throws IllegalArgumentException if the last rule has conditions, or there is none
   */
  public RuleSet {
    Objects.requireNonNull(source, "source");
    rules = List.copyOf(rules);
    candidates = List.copyOf(candidates);
    if (rules.isEmpty() || !rules.get(rules.size() - 1).conditions().isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid rules: %s; the last rule must have no conditions".formatted(name));
    }
  }

  /** Returns the rule that decides in this environment. */
  public Rule decide(Environment environment) {
    return rules.stream().filter(rule -> rule.holds(environment)).findFirst().orElseThrow();
  }

  /** Returns what was measured of a choice on a kind of hardware. */
  public Optional<Candidate> find(Choice choice, String hardware) {
    return candidates.stream()
        .filter(c -> c.choice().equals(choice) && c.hardware().equals(hardware))
        .findFirst();
  }
}
