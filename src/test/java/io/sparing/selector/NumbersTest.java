package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1.01, 1.2",
    "1.6, 2",
    "96, 100",
    "200, 200",
    "201, 250",
    "8.1, 10",
    "0.0042, 0.005"
  })
  void aRoundNumberIsNotBelow(double value, double round) {
    assertThat(Numbers.roundUp(value)).isEqualTo(round);
  }

  @ParameterizedTest
  @CsvSource({"32, 32", "96, 96", "101, 110", "2000, 2000", "3668, 3700"})
  void aCountHasTwoDigitsAndIsNotBelow(double count, double round) {
    assertThat(Numbers.countUp(count)).isEqualTo(round);
  }

  @Test
  void countsHaveTwoDigits() {
    assertThat(Numbers.rounded(1_987)).isEqualTo(2_000);
    assertThat(Numbers.rounded(32)).isEqualTo(32);
    assertThat(Numbers.rounded(0)).isZero();
  }

  @Test
  void textsHaveNoNeedlessDigits() {
    assertThat(Numbers.text(10_000)).isEqualTo("10,000");
    assertThat(Numbers.text(0.75)).isEqualTo("0.75");
    assertThat(Numbers.percent(0.932)).isEqualTo("93.2 %");
    assertThat(Numbers.points(Double.NaN)).isEqualTo("–");
  }
}
