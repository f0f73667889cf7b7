package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GoalTest {

  private static final double[] QUALITY = {0.9, 0.895, 0.7, 0.95};
  private static final double[] COST = {100, 40, 0, 500};

  /** All but the last, which is the best and the dearest. */
  private static final boolean[] FITS = {true, true, true, false};

  private static final Offset<Double> EXACTLY = within(1e-9);

  private static double[] regrets(Goal goal) {
    double[] scores = goal.scores(QUALITY, COST, FITS);
    double best = Math.max(scores[0], Math.max(scores[1], scores[2]));
    double[] regrets = new double[scores.length];
    for (int c = 0; c < regrets.length; c++) {
      regrets[c] = best - scores[c];
    }
    return regrets;
  }

  private static Goal cheapest(double within) {
    return new Goal.Cheapest(within, OptionalDouble.empty());
  }

  @Test
  void bestLosesPointsAndEverythingWhereItDoesNotFit() {
    assertThat(regrets(new Goal.Best()))
        .containsExactly(new double[] {0, 0.005, 0.2, 0.9}, EXACTLY);
  }

  @Test
  void cheapestLosesTheLogOfTheCostRatio() {
    double[] regrets = regrets(cheapest(0.01));
    assertThat(regrets[0]).isCloseTo(Math.log(100.0 / 40), EXACTLY);
    assertThat(regrets[1]).isZero();
  }

  @Test
  void belowTheBandIsAHundredthDearerThanTheDearestThatFits() {
    double[] regrets = regrets(cheapest(0.01));
    assertThat(regrets[2]).isCloseTo(Math.log(1.01 * 100.0 / 40), EXACTLY);
  }

  @Test
  void whatDoesNotFitIsTenTimesDearerThanTheDearestThatFits() {
    assertThat(regrets(cheapest(0.01))[3]).isCloseTo(Math.log(10 * 100.0 / 40), EXACTLY);
  }

  @Test
  void nothingAtAllCostsAThousandth() {
    double[] regrets = regrets(cheapest(0.5));
    assertThat(regrets[2]).isZero();
    assertThat(regrets[1]).isCloseTo(Math.log(40 / 0.001), EXACTLY);
  }

  @Test
  void allThatFitForNothingAreAlike() {
    double[] scores =
        cheapest(0.1).scores(new double[] {0.5, 0.55}, new double[2], new boolean[] {true, true});
    assertThat(scores[0]).isEqualTo(scores[1]).isFinite();
  }

  @Test
  void anAtLeastReplacesTheBand() {
    double[] regrets = regrets(new Goal.Cheapest(0.01, OptionalDouble.of(0.6)));
    assertThat(regrets[2]).isZero();
    double[] higher = regrets(new Goal.Cheapest(0.5, OptionalDouble.of(0.8)));
    assertThat(higher[1]).isZero();
    assertThat(higher[2]).isPositive();
  }

  @Test
  void whereNothingReachesTheAtLeastTheBestIsEnough() {
    Goal goal = new Goal.Cheapest(0.5, OptionalDouble.of(0.99));
    double[] scores =
        goal.scores(
            new double[] {0.9, 0.5, 0.8},
            new double[] {10, 50, 5},
            new boolean[] {true, true, true});
    assertThat(scores[0] - scores[1]).isCloseTo(Math.log(1.01 * 50.0 / 10), EXACTLY);
    assertThat(scores[2]).as("cheaper, but not the best").isEqualTo(scores[1]);
  }

  @Test
  void valueIsPointsAtTheirPriceLessCost() {
    assertThat(regrets(new Goal.Value(10)))
        .containsExactly(new double[] {55, 0, 155, 955}, EXACTLY);
  }

  @Test
  void aHigherPriceBuysMorePoints() {
    assertThat(regrets(new Goal.Value(1))[2]).isZero();
    assertThat(regrets(new Goal.Value(1_000))[0]).isZero();
  }

  @Test
  void regretsHaveTheGoalsUnit() {
    assertThat(new Goal.Best().format(0.0123)).isEqualTo("1.23 points");
    assertThat(cheapest(0.01).format(Math.log(2))).isEqualTo("a factor of 2.00 in cost");
    assertThat(new Goal.Value(3).format(12.5)).isEqualTo("12.5 of value");
  }

  @Test
  void whatIsNoShareOrPriceIsRefused() {
    assertThatThrownBy(() -> cheapest(1.5))
        .hasMessage("Invalid within: 1.5; expected a share from 0 to 1");
    assertThatThrownBy(() -> new Goal.Cheapest(0, OptionalDouble.of(90)))
        .hasMessage("Invalid at least: 90.0; expected a share from 0 to 1");
    assertThatThrownBy(() -> new Goal.Value(0))
        .hasMessage("Invalid price per point: 0.0; expected a number above 0");
  }
}
