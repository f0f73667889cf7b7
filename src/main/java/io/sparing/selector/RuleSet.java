package io.sparing.selector;

import io.sparing.needs.NeedsReference;
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
 * @param references the machines of which the needs are, one for each kind of hardware at most;
 *     empty for fixed rules and in older files
 */
public record RuleSet(
    String name,
    RuleSource source,
    List<Rule> rules,
    List<Candidate> candidates,
    Optional<Grade> grade,
    List<NeedsReference> references) {

  /** Version of the file format. */
  public static final int VERSION = 2;

  /**
   * @throws IllegalArgumentException if the last rule has conditions, or there is none
   */
  public RuleSet {
    Objects.requireNonNull(source, "source");
    rules = List.copyOf(rules);
    candidates = List.copyOf(candidates);
    references = List.copyOf(references);
    if (rules.isEmpty() || !rules.get(rules.size() - 1).conditions().isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid rules: %s; the last rule must have no conditions".formatted(name));
    }
  }

  /** Returns the rule that decides in this environment. */
  public Rule decide(Environment environment) {
    return rules.stream().filter(rule -> rule.holds(environment)).findFirst().orElseThrow();
  }

  /** Returns the machine of a kind of hardware of which the needs are, if the file says it. */
  public Optional<NeedsReference> reference(String hardware) {
    return references.stream()
        .filter(reference -> reference.machine().device().equals(hardware))
        .findFirst();
  }

  /** Returns a copy with other rules and candidates. */
  public RuleSet with(List<Rule> otherRules, List<Candidate> otherCandidates) {
    return new RuleSet(name, source, otherRules, otherCandidates, grade, references);
  }

  /** Returns what was measured of a choice on a kind of hardware. */
  public Optional<Candidate> find(Choice choice, String hardware) {
    return candidates.stream()
        .filter(c -> c.choice().equals(choice) && c.hardware().equals(hardware))
        .findFirst();
  }
}
