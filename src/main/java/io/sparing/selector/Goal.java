package io.sparing.selector;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What somebody wants of a choice within limits, as a score of every choice: the best score is the
 * oracle's, and what another loses to it is its regret.
 *
 * <table>
 * <caption>Scores; a choice that does not fit has the score in the last column</caption>
 * <tr><th>goal</th><th>score</th><th>regret</th><th>where it does not fit</th></tr>
 * <tr><td>{@link Best}</td><td>quality</td><td>points of quality below the oracle</td><td>0</td></tr>
 * <tr><td>{@link Cheapest}</td><td>−ln cost</td><td>ln of the cost ratio to the oracle</td>
 * <td>−ln of ten times the dearest cost that fits; what fits and lies below the band has −ln of
 * the dearest and a hundredth, so that it never ties with it</td></tr>
 * <tr><td>{@link Value}</td><td>points · price − cost</td><td>that difference, in the unit of cost</td>
 * <td>no points at the dearest cost that fits</td></tr>
 * </table>
 */
public sealed interface Goal {

  /**
   * Returns the score of every choice, higher is better.
   *
   * @param quality of each choice, in units of the metric
   * @param cost of each choice, in the unit of cost
   * @param fits which choices fit; at least one
   */
  double[] scores(double[] quality, double[] cost, boolean[] fits);

  /** Returns the same goal where costs are counted in that unit. */
  default Goal in(Cost.Unit unit) {
    return this;
  }

  /** Returns the goal in words. */
  String words();

  /** Returns a regret for people, with its unit. */
  String format(double regret);

  /** The best quality within the limits. */
  record Best() implements Goal {
    @Override
    public double[] scores(double[] quality, double[] cost, boolean[] fits) {
      double[] scores = new double[quality.length];
      for (int c = 0; c < scores.length; c++) {
        scores[c] = fits[c] ? quality[c] : 0;
      }
      return scores;
    }

    @Override
    public String words() {
      return "the best quality within the limits";
    }

    @Override
    public String format(double regret) {
      return Numbers.points(regret) + " points";
    }
  }

  /**
   * The lowest cost of what is good enough.
   *
   * @param within quality below the best that fits that is still good enough, in units of the
   *     metric
   * @param atLeast quality that is good enough whatever the best is; where nothing that fits
   *     reaches it, the best does
   * @param smallest the lowest cost that counts, in the unit of cost: no training costs nothing,
   *     and ratios need a number
   */
  record Cheapest(double within, OptionalDouble atLeast, double smallest) implements Goal {

    private static final double TINY = 1e-9;

    /** How much dearer than the dearest that fits counts what lies below the band. */
    private static final double BELOW = 1.01;

    /** How much dearer than the dearest that fits counts what does not. */
    private static final double MISFIT = 10;

    /**
     * @throws IllegalArgumentException if a share lies outside 0 to 1
     */
    public Cheapest {
      share("within", within);
      atLeast.ifPresent(quality -> share("at least", quality));
    }

    /** A goal of device time. */
    public Cheapest(double within, OptionalDouble atLeast) {
      this(within, atLeast, Cost.Unit.DEVICE_TIME.smallest());
    }

    @Override
    public Goal in(Cost.Unit unit) {
      return new Cheapest(within, atLeast, unit.smallest());
    }

    @Override
    public double[] scores(double[] quality, double[] cost, boolean[] fits) {
      double best = 0;
      double dearest = smallest;
      for (int c = 0; c < quality.length; c++) {
        if (fits[c]) {
          best = Math.max(best, quality[c]);
          dearest = Math.max(dearest, cost[c]);
        }
      }
      double enough = atLeast.isPresent() ? Math.min(atLeast.getAsDouble(), best) : best - within;
      double[] scores = new double[quality.length];
      for (int c = 0; c < scores.length; c++) {
        boolean good = fits[c] && quality[c] >= enough - TINY;
        double counted = good ? Math.max(smallest, cost[c]) : BELOW * dearest;
        scores[c] = -Math.log(fits[c] ? counted : MISFIT * dearest);
      }
      return scores;
    }

    @Override
    public String words() {
      return atLeast.isPresent()
          ? "the lowest cost of a quality of at least " + Numbers.percent(atLeast.getAsDouble())
          : "the lowest cost of what is at most %s points below the best that fits"
              .formatted(Numbers.points(within));
    }

    @Override
    public String format(double regret) {
      return String.format(Locale.ROOT, "a factor of %.2f in cost", Math.exp(regret));
    }

    private static void share(String name, double value) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            "Invalid %s: %s; expected a share from 0 to 1".formatted(name, value));
      }
    }
  }

  /**
   * The most points for their price.
   *
   * @param pricePerPoint what a point (0.01 of the metric) is worth, in the unit of cost, for one
   *     adapted model
   */
  record Value(double pricePerPoint) implements Goal {

    /**
     * @throws IllegalArgumentException if the price is not above 0
     */
    public Value {
      if (!(pricePerPoint > 0) || Double.isInfinite(pricePerPoint)) {
        throw new IllegalArgumentException(
            "Invalid price per point: %s; expected a number above 0".formatted(pricePerPoint));
      }
    }

    @Override
    public double[] scores(double[] quality, double[] cost, boolean[] fits) {
      double dearest = 0;
      for (int c = 0; c < cost.length; c++) {
        dearest = fits[c] ? Math.max(dearest, cost[c]) : dearest;
      }
      double[] scores = new double[quality.length];
      for (int c = 0; c < scores.length; c++) {
        scores[c] = fits[c] ? 100 * quality[c] * pricePerPoint - cost[c] : -dearest;
      }
      return scores;
    }

    @Override
    public String words() {
      return "the most value, a point being worth " + Numbers.text(pricePerPoint);
    }

    @Override
    public String format(double regret) {
      return String.format(Locale.ROOT, "%.3g of value", regret);
    }
  }
}
