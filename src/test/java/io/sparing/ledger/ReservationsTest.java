package io.sparing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.budget.Amounts;
import io.sparing.budget.Reservation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservationsTest {

  private static final Reservation FIRST =
      new Reservation("0123456789abcdef", 1, new Amounts(0.1, 2e-9, 0), false);
  private static final Reservation SECOND =
      new Reservation("fedcba9876543210", 2, new Amounts(1, 2, 3), true);

  @TempDir private Path folder;

  private List<Reservation> add(Reservation... more) {
    try (Ledger ledger = Ledger.open(folder);
        Reservations reservations = Reservations.open(folder, ledger)) {
      List.of(more).forEach(reservations::add);
      return reservations.earlier();
    }
  }

  private Path file() {
    return folder.resolve(Reservations.FILE);
  }

  @Test
  void whatWasReservedIsReadAgain() {
    assertThat(add(FIRST)).isEmpty();
    assertThat(add(SECOND)).containsExactly(FIRST);
    assertThat(add()).containsExactly(FIRST, SECOND);
    assertThat(Reservations.read(folder)).containsExactly(FIRST, SECOND);
    assertThat(Reservations.read(folder.resolve("none"))).isEmpty();
  }

  @Test
  void aTornLastLineIsCutOff() throws IOException {
    add(FIRST);
    Files.writeString(file(), "{\"trial\":\"fedc", StandardOpenOption.APPEND);
    assertThat(add(SECOND)).containsExactly(FIRST);
    assertThat(Reservations.read(folder)).containsExactly(FIRST, SECOND);
  }

  @Test
  void anotherDamagedLineIsRefused() throws IOException {
    add(FIRST, SECOND);
    Files.writeString(file(), Files.readString(file()).replaceFirst("0\\.1", "0.2"));
    assertThatThrownBy(this::add)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("budget.jsonl:1: its checksum is ")
        .hasMessageContaining("delete the line");
  }
}
