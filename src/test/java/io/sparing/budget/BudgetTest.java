package io.sparing.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {

  @Test
  void capsAreReadByName() {
    assertThat(Budget.parse("money=5, hours=0.5").caps())
        .containsExactly(Map.entry(Resource.MONEY, 5.0), Map.entry(Resource.HOURS, 0.5));
    assertThat(Budget.parse("kwh=1").with(Budget.parse("kwh=2,hours=1")))
        .isEqualTo(Budget.parse("hours=1,kwh=2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          euros=5        | Unknown budget: euros; known: money, hours, kwh
          5              | Invalid budget: 5; expected such as money=5,hours=2
          money=0        | Invalid budget: money of 0; expected a number above 0, such as 2.5
          money=-1       | Invalid budget: money of -1; expected a number above 0, such as 2.5
          money=5$       | Invalid budget: money of 5$; expected a number above 0, such as 2.5
          hours=1,hours=2 | Invalid budget: hours is given twice
          """)
  void whatIsNoBudgetIsRefused(String text, String message) {
    assertThatThrownBy(() -> Budget.parse(text)).hasMessage(message);
  }

  @Test
  void eachCapHolds() {
    Budget budget = Budget.parse("money=1,hours=2");
    assertThat(budget.holds(new Amounts(1, 2, 99))).isTrue();
    assertThat(budget.holds(new Amounts(1.01, 0, 0))).isFalse();
    assertThat(budget.holds(new Amounts(0, 2.01, 0))).isFalse();
    assertThat(Budget.NONE.holds(new Amounts(9, 9, 9))).isTrue();
  }

  @Test
  void smallAmountsKeepTheirDigits() {
    assertThat(Budget.parse("money=5,hours=0.01").words(new Amounts(1.2, 0.00123, 0), "EUR"))
        .isEqualTo("1.20 of 5.00 EUR, 0.00123 of 0.0100 device-hours");
  }
}
