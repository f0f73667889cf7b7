package io.sparing.adapt;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a strategy does to which sites of a model. {@link StackRules} decides by it which strategies
 * can be stacked.
 *
 * @param stage when it acts
 * @param trains sites whose own numbers it trains
 * @param computes sites whose numbers it works out without training
 * @param adds what it adds to the model and trains, in words that follow "both put"; two strategies
 *     with the same words add it at the same place
 * @param quantized whether it holds the linear layers quantized while it trains
 */
public record Claims(
    Stage stage, Set<Site> trains, Set<Site> computes, Set<String> adds, boolean quantized) {

  /** Copies the sets. */
  public Claims {
    trains = Collections.unmodifiableSet(new TreeSet<>(trains));
    computes = Collections.unmodifiableSet(new TreeSet<>(computes));
    adds = Collections.unmodifiableSet(new TreeSet<>(adds));
  }

  /** Returns the claims of a tuning that trains every number of the model, and the head. */
  static Claims trainingAll() {
    return training(Site.values());
  }

  /** Returns the claims of a tuning that trains the numbers at these sites, and the head. */
  static Claims training(Site... sites) {
    Set<Site> trains = EnumSet.of(Site.HEAD);
    Collections.addAll(trains, sites);
    return new Claims(Stage.TUNING, trains, Set.of(), Set.of(), false);
  }

  /**
   * Returns the claims of a tuning that adds something to a frozen model and trains it, and the
   * head.
   */
  static Claims adding(String what) {
    return new Claims(Stage.TUNING, Set.of(Site.HEAD), Set.of(), Set.of(what), false);
  }

  /** Returns a stage without training that works out the numbers at these sites. */
  static Claims computing(Stage stage, Site... sites) {
    return new Claims(stage, Set.of(), Set.copyOf(List.of(sites)), Set.of(), false);
  }

  /** Returns the same, with the linear layers held quantized while it trains. */
  Claims besideQuantized() {
    return new Claims(stage, trains, computes, adds, true);
  }

  /** Returns what two strategies of a stack do together. */
  Claims and(Claims other) {
    return new Claims(
        stage.compareTo(other.stage) > 0 ? stage : other.stage,
        union(trains, other.trains),
        union(computes, other.computes),
        union(adds, other.adds),
        quantized || other.quantized);
  }

  private static <T> Set<T> union(Set<T> one, Set<T> other) {
    Set<T> all = new HashSet<>(one);
    all.addAll(other);
    return all;
  }
}
