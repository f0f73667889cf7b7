package io.sparing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.sweep.Sweeps;
import io.sparing.trial.TrialResult;
import io.sparing.trial.WrittenResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerRepairTest {

  private static final List<TrialResult> RESULTS =
      List.of(
          Sweeps.ok(Sweeps.trial(1), 1),
          Sweeps.ok(Sweeps.trial(2), 2),
          Sweeps.ok(Sweeps.trial(3), 3));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeALedger() {
    file = folder.resolve(Ledger.FILE);
    try (Ledger ledger = Ledger.open(folder)) {
      RESULTS.forEach(result -> ledger.append(WrittenResult.of(result)));
    }
  }

  @Test
  void aWholeLedgerStaysAsItIs() throws IOException {
    byte[] before = Files.readAllBytes(file);
    assertThat(LedgerRepair.repair(folder)).isEmpty();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(folder.resolve("_set-aside")).doesNotExist();
  }

  @Test
  void damagedLinesAreKeptBesideAndTheRestIsReadAgain() throws IOException {
    List<String> lines = Files.readAllLines(file);
    String damaged = lines.get(2).replace("1.5", "7.5");
    String whole = String.join("\n", lines.get(0), lines.get(1), damaged, lines.get(3));
    Files.writeString(file, whole + "\n" + lines.get(3).substring(0, 40));
    assertThatThrownBy(() -> Ledger.open(folder)).hasMessageStartingWith("Damaged ledger: ");
    assertThat(LedgerRepair.repair(folder))
        .extracting(LedgerRepair.Damage::number)
        .containsExactly(3, 5);
    assertThat(Ledger.read(folder)).containsExactly(RESULTS.get(0), RESULTS.get(2));
    assertThat(Files.readAllLines(folder.resolve("_set-aside/ledger.jsonl")))
        .containsExactly(damaged, lines.get(3).substring(0, 40));
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(WrittenResult.of(RESULTS.get(1)));
    }
    assertThat(Ledger.read(folder)).hasSize(3);
  }

  @Test
  void bytesThatAreNoTextAreTakenOutToo() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int second = new String(bytes, StandardCharsets.UTF_8).indexOf('\n') + 20;
    bytes[second] = (byte) 0xff;
    Files.write(file, bytes);
    assertThat(LedgerRepair.repair(folder)).hasSize(1);
    assertThat(Ledger.read(folder)).containsExactly(RESULTS.get(1), RESULTS.get(2));
    Files.write(file, new byte[] {(byte) 0xfe, '\n'});
    assertThat(LedgerRepair.repair(folder)).hasSize(1);
    assertThat(folder.resolve("_set-aside/ledger-2.jsonl")).exists();
  }

  @Test
  void aLedgerThatADriverHasOpenIsNotTouched() {
    try (Ledger ledger = Ledger.open(folder)) {
      assertThat(ledger.results()).hasSize(3);
      assertThatThrownBy(() -> LedgerRepair.repair(folder))
          .hasMessageContaining("it is owned by " + System.getProperty("user.name"));
    }
  }
}
