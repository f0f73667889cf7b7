package io.sparing.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReservationTest {

  private static Reservation reserved(String trial, double hours) {
    return new Reservation(trial, 1, new Amounts(0, hours, 0), false);
  }

  private static Reservation over(String trial, double hours) {
    return new Reservation(trial, 1, new Amounts(0, hours, 0), true);
  }

  private static double spent(Reservation... reservations) {
    return Reservation.spent(List.of(reservations), List.of(), null).hours();
  }

  @Test
  void whatLeftNoTraceTookAllOfIt() {
    assertThat(spent(reserved("a", 2), reserved("b", 3))).isEqualTo(5);
    assertThat(spent(reserved("a", 2), reserved("a", 3))).isEqualTo(5);
  }

  @Test
  void whatIsOverTookWhatWasSeen() {
    assertThat(spent(reserved("a", 2), over("a", 0.5))).isEqualTo(0.5);
    assertThat(spent(reserved("a", 2), over("a", 0.5), reserved("a", 2))).isEqualTo(2.5);
  }
}
