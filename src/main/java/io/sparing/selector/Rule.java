package io.sparing.selector;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * If all conditions hold, then this choice.
 *
 * @param name unique in its rule set
 * @param conditions all must hold; none means always
 * @param choice what to do; empty if the rule knows no answer
 * @param because the reason in words
 * @param abstains whether the evidence is too thin to stand behind the choice, which is then only
 *     the likelier one
 * @param deciding the cheapest trial whose result would decide, if the rule abstains
 * @param support what a learned rule stands on; empty for a rule that nobody measured
 */
public record Rule(
    String name,
    List<Condition> conditions,
    Optional<Choice> choice,
    String because,
    boolean abstains,
    Optional<String> deciding,
    Optional<Support> support) {

  /** Copies the conditions. */
  public Rule {
    conditions = List.copyOf(conditions);
  }

  /** A fixed rule: no measurement behind it. */
  public static Rule fixed(String name, List<Condition> conditions, Choice choice, String because) {
    return new Rule(
        name, conditions, Optional.of(choice), because, false, Optional.empty(), Optional.empty());
  }

  /** Whether all conditions hold. */
  public boolean holds(Environment environment) {
    return conditions.stream().allMatch(condition -> condition.holds(environment));
  }

  /** The conditions in words. */
  public String when() {
    return conditions.isEmpty()
        ? "otherwise"
        : conditions.stream().map(Condition::words).collect(Collectors.joining(", "));
  }

  /** The choice in words. */
  public String then() {
    return choice.map(Choice::label).orElse("no answer");
  }
}
