package io.sparing.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.measure.Measurements;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LedgerTest {

  private static final TrialSpec ONE = Sweeps.trial(1);
  private static final TrialSpec TWO = Sweeps.trial(2);
  private static final TrialSpec THREE = Sweeps.trial(3);

  @TempDir Path temporary;
  private Path folder;
  private Path file;

  @BeforeEach
  void chooseAFolderThatIsNotThereYet() {
    folder = temporary.resolve("results/small");
    file = folder.resolve(Ledger.FILE);
  }

  private void write(TrialResult... results) {
    try (Ledger ledger = Ledger.open(folder)) {
      for (TrialResult result : results) {
        ledger.append(result);
      }
    }
  }

  @Test
  void whatWasAppendedIsThereAfterReopening() {
    TrialResult first = Sweeps.ok(ONE, 1);
    TrialResult second = Sweeps.failed(TWO, FailureCategory.CRASHED);
    write(first);
    write(second);
    try (Ledger ledger = Ledger.open(folder)) {
      assertThat(ledger.results()).containsExactly(first, second);
      assertThat(ledger.torn()).isEmpty();
    }
    assertThat(Ledger.read(folder)).containsExactly(first, second);
  }

  @Test
  void aFolderWithoutLedgerHasNoResults() {
    assertThat(Ledger.read(folder)).isEmpty();
  }

  @Test
  void aTornLastLineIsCutOffAndReported() throws IOException {
    write(Sweeps.ok(ONE, 1), Sweeps.ok(TWO, 2));
    byte[] whole = Files.readAllBytes(file);
    int firstLine = Files.readAllLines(file).get(0).getBytes(StandardCharsets.UTF_8).length + 1;
    for (int kept = firstLine; kept < whole.length; kept += 97) {
      Files.write(file, Arrays.copyOf(whole, kept));
      assertThat(Ledger.read(folder)).hasSize(1);
      try (Ledger ledger = Ledger.open(folder)) {
        assertThat(ledger.results()).containsExactly(Sweeps.ok(ONE, 1));
        assertThat(ledger.torn().isPresent()).isEqualTo(kept > firstLine);
        ledger.append(Sweeps.ok(TWO, 2));
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }
  }

  @Test
  void aLastLineOfZerosIsCutOff() throws IOException {
    write(Sweeps.ok(ONE, 1));
    Files.writeString(file, "\0\0\0\0\n", StandardOpenOption.APPEND);
    try (Ledger ledger = Ledger.open(folder)) {
      assertThat(ledger.results()).hasSize(1);
      assertThat(ledger.torn()).isPresent();
    }
  }

  @Test
  void aCorruptLineInTheMiddleIsRefusedWithItsNumberAndNothingIsCut() throws IOException {
    write(Sweeps.ok(ONE, 1), Sweeps.ok(TWO, 2), Sweeps.ok(THREE, 3));
    List<String> lines = Files.readAllLines(file);
    Files.write(file, List.of(lines.get(0), lines.get(1).substring(9), lines.get(2)));
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> Ledger.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid ledger: " + file + ":2: ");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    OwnerLock.acquire(folder).close();
  }

  @Test
  void whatIsWrongWithALineIsSaidInOurWords() throws IOException {
    write(Sweeps.ok(ONE, 1), Sweeps.ok(TWO, 2));
    String text = Files.readString(file);
    assertInvalid(
        text.replaceFirst("\"status\":\"OK\"", "\"status\":\"DONE\""),
        ":1: Unknown status: DONE; known: OK, FAILED, PRUNED, QUARANTINED; correct the line");
    assertInvalid(
        text.replaceFirst("\"metrics\":\\{", "\"metrics\":{\"accuracy\":\"high\",\"x\":["),
        ":1: malformed JSON at line 1, column ");
    assertInvalid(
        text.replaceFirst("\"message\"", "\"status\":\"OK\",\"message\""),
        ":1: the key status is there twice");
    assertInvalid(
        text.replaceFirst("\"metrics\":", "\"metrics\":" + "[".repeat(30_000)),
        ":1: nests too deep");
    assertInvalid(
        text.replaceFirst("\"curve\":", "\"curve\":7,\"curves\":"),
        ":1: Cannot read a trial's result: a field holds something else");
  }

  private void assertInvalid(String text, String message) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(() -> Ledger.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid ledger: " + file + message)
        .message()
        .doesNotContain("gson", "http");
  }

  @Test
  void aWholeLastLineOfAnUnknownKindIsRefusedAndNotCut() throws IOException {
    write(Sweeps.ok(ONE, 1));
    Files.writeString(file, "{\"trial_id\": \"1\"}\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Ledger.open(folder))
        .hasMessageContaining(file + ":2: Cannot read a trial's result without its");
  }

  @Test
  void aRetriedTrialHasItsLatestResult() {
    write(Sweeps.failed(ONE, FailureCategory.TIMEOUT), Sweeps.ok(TWO, 2), Sweeps.ok(ONE, 1));
    assertThat(Ledger.read(folder)).containsExactly(Sweeps.ok(ONE, 1), Sweeps.ok(TWO, 2));
  }

  @ParameterizedTest
  @EnumSource(FailureCategory.class)
  void failedTrialsRunAgainOnlyIfAskedFor(FailureCategory category) {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(Sweeps.failed(TWO, category));
      assertThat(ledger.remaining(List.of(THREE, TWO, ONE), false)).containsExactly(THREE, ONE);
      assertThat(ledger.remaining(List.of(THREE, TWO, ONE), true)).containsExactly(THREE, TWO, ONE);
    }
  }

  @Test
  void quarantinedTrialsRunAgainOnlyIfAskedFor() {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(Sweeps.result(ONE, Status.QUARANTINED, null, Measurements.NONE));
      assertThat(ledger.remaining(List.of(ONE), false)).isEmpty();
      assertThat(ledger.remaining(List.of(ONE), true)).containsExactly(ONE);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"OK", "PRUNED"})
  void otherTrialsNeverRunAgain(Status status) {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(Sweeps.result(ONE, status, null, Measurements.NONE));
      assertThat(ledger.remaining(List.of(ONE, TWO), true)).containsExactly(TWO);
    }
  }

  @Test
  void aClosedLedgerTakesNothing() {
    Ledger ledger = Ledger.open(folder);
    ledger.close();
    assertThatThrownBy(() -> ledger.append(Sweeps.ok(ONE, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFolderHasOneOpenLedger() {
    try (Ledger ledger = Ledger.open(folder)) {
      assertThatThrownBy(() -> Ledger.open(folder))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      ledger.append(Sweeps.ok(ONE, 1));
    }
    Ledger.open(folder).close();
  }
}
