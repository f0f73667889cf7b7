package io.sparing.adapt;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides whether two strategies can be stacked, by what they claim to do. A rule gives the reason
 * against it, in words that follow "because".
 */
final class StackRules {

  /** One reason for which two strategies do not go together. */
  private interface Rule {

    /** Returns the reason, or nothing. The rule is asked for both orders of the two. */
    Optional<String> objection(Strategy one, Strategy other);
  }

  private static final List<Rule> RULES =
      List.of(
          StackRules::worksOutWhatTheOtherSets,
          StackRules::trainsTheHeadAlone,
          StackRules::trainsTheLayersThemselves,
          StackRules::trainsTheSameNumbers,
          StackRules::addsTheSame,
          StackRules::quantizesWhatTheOtherTrains);

  private StackRules() {}

  /** Returns why the first cannot be stacked with the second; empty if it can. */
  static Optional<String> objection(Strategy one, Strategy other) {
    return RULES.stream().flatMap(rule -> rule.objection(one, other).stream()).findFirst();
  }

  /** What is worked out without training would be overwritten, or would overwrite what was. */
  private static Optional<String> worksOutWhatTheOtherSets(Strategy one, Strategy other) {
    Set<Site> computed = one.claims().computes();
    Optional<Site> trained = common(computed, other.claims().trains());
    if (trained.isPresent()) {
      return trained.map(
          site ->
              "%s works %s out without training, which %s trains"
                  .formatted(one.name(), site.words(), other.name()));
    }
    return common(computed, other.claims().computes())
        .map(site -> "both work %s out without training".formatted(site.words()));
  }

  /**
   * Every strategy that trains also trains the head: nothing is left of one that trains no more.
   */
  private static Optional<String> trainsTheHeadAlone(Strategy one, Strategy other) {
    Claims claims = one.claims();
    boolean alone = claims.trains().equals(Set.of(Site.HEAD)) && claims.adds().isEmpty();
    return alone && other.claims().trains().contains(Site.HEAD)
        ? Optional.of("%s trains the head alone, which every strategy trains".formatted(one.name()))
        : Optional.empty();
  }

  /** Beside layers whose own weights are trained, nothing that another trains is needed. */
  private static Optional<String> trainsTheLayersThemselves(Strategy one, Strategy other) {
    Set<Site> trains = one.claims().trains();
    if (!trains.contains(Site.LINEAR_WEIGHTS) || !tunes(other)) {
      return Optional.empty();
    }
    boolean all = trains.containsAll(EnumSet.allOf(Site.class));
    String what = all ? "every weight of the model" : Site.LINEAR_WEIGHTS.words();
    return Optional.of("%s trains %s already".formatted(one.name(), what));
  }

  /** A number is trained once. The head is one for all. */
  private static Optional<String> trainsTheSameNumbers(Strategy one, Strategy other) {
    Set<Site> trains = new TreeSet<>(one.claims().trains());
    trains.remove(Site.HEAD);
    return common(trains, other.claims().trains())
        .map(site -> "both train %s".formatted(site.words()));
  }

  /** A place has room for one addition of a kind. */
  private static Optional<String> addsTheSame(Strategy one, Strategy other) {
    return common(one.claims().adds(), other.claims().adds()).map("both put %s"::formatted);
  }

  /** Quantized layers hold no number that could be trained. */
  private static Optional<String> quantizesWhatTheOtherTrains(Strategy one, Strategy other) {
    return one.claims().quantized() && other.claims().trains().contains(Site.LINEAR_BIASES)
        ? Optional.of(
            "%s trains %s that %s quantizes"
                .formatted(other.name(), Site.LINEAR_BIASES.words(), one.name()))
        : Optional.empty();
  }

  private static boolean tunes(Strategy strategy) {
    return strategy.claims().stage() == Stage.TUNING;
  }

  private static <T> Optional<T> common(Set<T> one, Set<T> other) {
    return one.stream().filter(other::contains).findFirst();
  }
}
