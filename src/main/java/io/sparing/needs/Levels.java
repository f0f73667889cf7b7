package io.sparing.needs;

import io.sparing.measure.Percentiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the ratios of a need between two machines lie: a level for each kind of work and one slope
 * over the length of a call, all in logarithms. The slope is pulled towards zero; levels are
 * medians.
 */
final class Levels {

  /** Four of five readings of a normal distribution lie within so many standard deviations. */
  private static final double FOUR_OF_FIVE = 1.2816;

  private static final int ENOUGH = 2;

  /** How far others may lie from a single trial. */
  private static final double SPREAD_OF_ONE = Math.log(1.5);

  /** The square of how noisy a ratio is expected to be over how steep a slope is. */
  private static final double PULL = 0.1;

  /** Calls that are longer or shorter than any trial's by more than this count as by this. */
  private static final double BEYOND = Math.log(3);

  private final List<Ratio> own;
  private final double slope;
  private final double squares;
  private final double shortest;
  private final double longest;

  /**
   * A calibration trial.
   *
   * @param kind of its work
   * @param length of a call on the one machine
   * @param log what it took on the other over what was foreseen
   * @param half how sure that was
   */
  record Ratio(String kind, double length, double log, double half) {

    /** Returns the same where so much less was taken. */
    Ratio less(double less) {
      return new Ratio(kind, length, log - less, half);
    }
  }

  private Levels(List<Ratio> own, List<Ratio> alike) {
    this.own = own;
    double product = 0;
    double square = 0;
    for (List<Ratio> kind : byKind(alike).values()) {
      double length = kind.stream().mapToDouble(Ratio::length).average().orElseThrow();
      double log = kind.stream().mapToDouble(Ratio::log).average().orElseThrow();
      for (Ratio ratio : kind) {
        product += (ratio.length() - length) * (ratio.log() - log);
        square += (ratio.length() - length) * (ratio.length() - length);
      }
    }
    this.squares = alike.isEmpty() ? Double.POSITIVE_INFINITY : square + PULL;
    this.slope = product / squares;
    List<Ratio> all = alike.isEmpty() ? own : alike;
    this.shortest = all.stream().mapToDouble(Ratio::length).min().orElseThrow();
    this.longest = all.stream().mapToDouble(Ratio::length).max().orElseThrow();
  }

  /**
   * Returns the levels of a need.
   *
   * @param own ratios of the need, at least one
   * @param alike ratios that tell of the slope, its own among them; none where there is no slope
   */
  static Levels of(List<Ratio> own, List<Ratio> alike) {
    return new Levels(List.copyOf(own), alike);
  }

  /** Returns the factor of a kind for calls of a length. */
  Scale at(String kind, double length) {
    List<Ratio> same = own.stream().filter(ratio -> ratio.kind().equals(kind)).toList();
    List<Ratio> taken = same.size() < ENOUGH ? own : same;
    double near = Math.max(shortest - BEYOND, Math.min(longest + BEYOND, length));
    double away = near - taken.stream().mapToDouble(Ratio::length).average().orElseThrow();
    double spread = taken == own ? spread(own) : within();
    double count = taken.size();
    double sure = taken.stream().mapToDouble(ratio -> ratio.half() * ratio.half()).sum();
    double half =
        Math.sqrt(
            spread * spread * (1 + 1 / count + away * away / squares) + sure / (count * count));
    return new Scale(Math.exp(level(taken) + slope * near), half, taken.size());
  }

  private static Map<String, List<Ratio>> byKind(List<Ratio> all) {
    Map<String, List<Ratio>> kinds = new TreeMap<>();
    all.forEach(ratio -> kinds.computeIfAbsent(ratio.kind(), key -> new ArrayList<>()).add(ratio));
    return kinds;
  }

  private double level(Ratio ratio) {
    return ratio.log() - slope * ratio.length();
  }

  private double level(List<Ratio> some) {
    return Percentiles.of(some.stream().map(this::level).toList(), 50);
  }

  /** Returns the spread around the levels of the kinds, of all kinds that have one. */
  private double within() {
    double square = 0;
    int free = 0;
    for (List<Ratio> kind : byKind(own).values()) {
      if (kind.size() >= ENOUGH) {
        double spread = spread(kind);
        square += spread * spread * (kind.size() - 1);
        free += kind.size() - 1;
      }
    }
    return Math.sqrt(square / free);
  }

  /** Returns half the range of four of five ratios around their level. */
  private double spread(List<Ratio> some) {
    if (some.size() < ENOUGH) {
      return SPREAD_OF_ONE;
    }
    double middle = level(some);
    double square = some.stream().mapToDouble(r -> (level(r) - middle) * (level(r) - middle)).sum();
    return FOUR_OF_FIVE * Math.sqrt(square / (some.size() - 1));
  }
}
