package io.sparing.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FundsTest {

  private final Funds funds = new Funds(Budget.parse("money=5"), money(1));

  private static Amounts money(double amount) {
    return new Amounts(amount, 0, 0);
  }

  @Test
  void whatIsReservedIsNotGivenTwice() {
    funds.reserve("a", money(3));
    assertThat(funds.fit(money(1))).isTrue();
    assertThat(funds.fit(money(1.5))).isFalse();
    assertThat(funds.couldFit(money(1.5))).isTrue();
    assertThat(funds.couldFit(money(4.5))).isFalse();
    assertThat(funds.words("USD")).isEqualTo("spent 1.00 of 5.00 USD, 3.00 reserved");
    assertThat(new Funds(Budget.parse("money=5,kwh=1"), money(1)).words("USD"))
        .isEqualTo("spent 1.00 of 5.00 USD, 0.00 reserved; 0.00 of 1.00 kWh, 0.00 reserved");
  }

  @Test
  void whatWasNotUsedIsFreeAgain() {
    funds.reserve("a", money(3));
    funds.settle("a", money(0.5));
    assertThat(funds.spent()).isEqualTo(money(1.5));
    assertThat(funds.fit(money(3.5))).isTrue();
  }
}
