package io.sparing.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NonNegativeFitTest {

  private static final double[] NOTHING = {0, 0, 0};

  private static NonNegativeFit.Reading reading(double value, boolean atMost, double... terms) {
    return new NonNegativeFit.Reading(terms, value, atMost, 1);
  }

  private static List<NonNegativeFit.Reading> readings(double... coefficients) {
    Random random = new Random(1);
    List<NonNegativeFit.Reading> readings = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double[] terms = {1, random.nextDouble(), random.nextDouble()};
      readings.add(reading(NonNegativeFit.sum(coefficients, terms), false, terms));
    }
    return readings;
  }

  @Test
  void coefficientsAreFoundAgain() {
    double[] found = NonNegativeFit.fit(readings(2, 3, 0.5), new double[] {2, 3, 0.5});
    assertThat(found).containsExactly(new double[] {2, 3, 0.5}, within(1e-6));
    found = NonNegativeFit.fit(readings(2, 3, 0.5), new double[] {1, 1, 1});
    assertThat(found[0]).isCloseTo(2, within(0.5));
    assertThat(found[1]).isCloseTo(3, within(0.8));
  }

  @Test
  void noneIsBelowZero() {
    assertThat(NonNegativeFit.fit(readings(3, 1, -1), new double[] {3, 1, 0})[2]).isZero();
  }

  @Test
  void oneThatNoReadingSpeaksForIsAsAssumed() {
    List<NonNegativeFit.Reading> readings =
        List.of(reading(2, false, 1, 0, 0), reading(2, false, 1, 0, 0));
    assertThat(NonNegativeFit.fit(readings, new double[] {2, 7, 9}))
        .containsExactly(new double[] {2, 7, 9}, within(1e-9));
  }

  @Test
  void aReadingFarOffMovesLittle() {
    List<NonNegativeFit.Reading> readings = readings(2, 3, 0.5);
    double before = NonNegativeFit.fit(readings, NOTHING)[0];
    readings.add(reading(60, false, 1, 0.5, 0.5));
    assertThat(NonNegativeFit.fit(readings, NOTHING)[0]).isCloseTo(before, within(0.4));
  }

  @Test
  void anUpperBoundCountsOnlyWhereItIsExceeded() {
    List<NonNegativeFit.Reading> readings = readings(2, 3, 0.5);
    double[] before = NonNegativeFit.fit(readings, NOTHING);
    readings.add(reading(100, true, 1, 0.5, 0.5));
    assertThat(NonNegativeFit.fit(readings, NOTHING)).containsExactly(before, within(0.05));
  }
}
