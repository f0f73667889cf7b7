package io.sparing.selector;

import java.util.List;

/**
 * The trials whose results would decide between a rule's choice and its closest rival.
 *
 * @param choices both of them
 * @param dataSets where both run
 * @param seeds that neither has
 * @param seconds what all of them are expected to take, wall seconds one after the other
 * @param regretRemoved what knowing is expected to save, by the goal, where the rule decides
 */
public record Deciding(
    List<Choice> choices,
    List<String> dataSets,
    List<Long> seeds,
    double seconds,
    double regretRemoved) {

  /** Copies the lists. */
  public Deciding {
    choices = List.copyOf(choices);
    dataSets = List.copyOf(dataSets);
    seeds = List.copyOf(seeds);
  }

  /** Returns how many trials that is. */
  public int trials() {
    return choices.size() * dataSets.size() * seeds.size();
  }

  /** Returns the trials that would decide, in words. */
  public String words() {
    return "%s against %s on %s with seed %s: %d trials"
        .formatted(
            choices.get(0).label(),
            choices.get(1).label(),
            String.join(", ", dataSets),
            String.join(", ", seeds.stream().map(String::valueOf).toList()),
            trials());
  }
}
