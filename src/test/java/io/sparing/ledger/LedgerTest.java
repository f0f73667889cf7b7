package io.sparing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.measure.Measurements;
import io.sparing.sweep.Sweeps;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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
        ledger.append(WrittenResult.of(result));
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
  void aResultKeepsTheTextInWhichItWasWritten() throws IOException {
    WrittenResult written = WrittenResult.of(Sweeps.ok(ONE, 1));
    String text = written.json().replace("\"threads\":1", "\"threads\":1.0");
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(new WrittenResult(written.result(), text));
      assertThat(ledger.entries().get(0).json()).isEqualTo(text);
    }
    assertThat(lines().get(1)).startsWith(text.substring(0, text.length() - 1) + ",\"crc32c\"");
  }

  @Test
  void aFolderWithoutLedgerHasNoResults() {
    assertThat(Ledger.read(folder)).isEmpty();
  }

  @Test
  void aTornLastLineIsCutOffAndReported() throws IOException {
    write(Sweeps.ok(ONE, 1), Sweeps.ok(TWO, 2));
    byte[] whole = Files.readAllBytes(file);
    int sound =
        String.join("\n", lines().subList(0, 2)).getBytes(StandardCharsets.UTF_8).length + 1;
    for (int kept = sound; kept < whole.length; kept += 97) {
      Files.write(file, Arrays.copyOf(whole, kept));
      assertThat(Ledger.read(folder)).hasSize(1);
      try (Ledger ledger = Ledger.open(folder)) {
        assertThat(ledger.results()).containsExactly(Sweeps.ok(ONE, 1));
        assertThat(ledger.torn().isPresent()).isEqualTo(kept > sound);
        ledger.append(WrittenResult.of(Sweeps.ok(TWO, 2)));
      }
      assertThat(Ledger.read(folder)).containsExactly(Sweeps.ok(ONE, 1), Sweeps.ok(TWO, 2));
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
    List<String> lines = lines();
    lines.set(2, lines.get(2).substring(9));
    Files.write(file, lines);
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> Ledger.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Damaged ledger: " + file + ":3: its checksum is ")
        .hasMessageEndingWith(
            "; ./submit.sh results repair %s sets the line aside, and its trial runs again"
                .formatted(folder));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    OwnerLock.acquire(folder).close();
  }

  @Test
  void aChangedLetterInTheMiddleIsFound() throws IOException {
    write(Sweeps.ok(ONE, 1), Sweeps.ok(TWO, 2));
    Files.writeString(file, Files.readString(file).replaceFirst("1\\.5", "1.6"));
    assertThatThrownBy(() -> Ledger.read(folder)).hasMessageContaining(":2: its checksum is ");
  }

  @Test
  void aLedgerOfAVersionWithoutChecksumsIsReadAndGoesOn() throws IOException {
    write(Sweeps.ok(ONE, 1), Sweeps.ok(TWO, 2));
    Files.write(file, legacy());
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(WrittenResult.of(Sweeps.ok(THREE, 3)));
    }
    assertThat(Ledger.read(folder))
        .containsExactly(Sweeps.ok(ONE, 1), Sweeps.ok(TWO, 2), Sweeps.ok(THREE, 3));
    assertThat(lines()).hasSize(4);
  }

  @Test
  void whatIsWrongWithALineIsSaidInOurWords() throws IOException {
    write(Sweeps.ok(ONE, 1), Sweeps.ok(TWO, 2));
    String text = String.join("\n", legacy()) + "\n";
    assertDamaged(
        text.replaceFirst("\"metrics\":\\{", "\"metrics\":{\"accuracy\":\"high\",\"x\":["),
        ":1: malformed JSON at line 1, column ");
    assertDamaged(
        text.replaceFirst("\"message\"", "\"status\":\"OK\",\"message\""),
        ":1: the key status is there twice");
    assertDamaged(
        text.replaceFirst("\"metrics\":", "\"metrics\":" + "[".repeat(30_000)),
        ":1: nests too deep");
    assertDamaged(
        text.replaceFirst("\"curve\":", "\"curve\":7,\"curves\":"),
        ":1: Cannot read a trial's result: a field holds something else");
  }

  private void assertDamaged(String text, String message) throws IOException {
    Files.writeString(file, text);
    assertThatThrownBy(() -> Ledger.read(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Damaged ledger: " + file + message)
        .message()
        .doesNotContain("gson", "http");
  }

  @Test
  void aWholeLastLineOfSomebodyElseIsRefusedAndNotCut() throws IOException {
    write(Sweeps.ok(ONE, 1));
    Files.writeString(file, "{\"trial_id\": \"1\"}\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Ledger.open(folder))
        .hasMessageContaining(
            file + ":3: it has no checksum, which every line after an owner's has");
    Files.write(file, legacy());
    Files.writeString(file, "{\"trial_id\": \"1\"}\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Ledger.open(folder))
        .hasMessageContaining(file + ":2: Cannot read a trial's result without its");
  }

  @Test
  void aLedgerOfALaterVersionIsRefused() throws IOException {
    write(Sweeps.ok(ONE, 1));
    Files.writeString(
        file,
        "{\"ledger\":3,\"epoch\":2,\"owner\":\"me\",\"news\":true}\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
    assertThatThrownBy(() -> Ledger.open(folder))
        .hasMessage(
            "Cannot read the ledger %s: it has format 3 of a later version of Sparing, and this one"
                    .formatted(file)
                + " reads up to 2; use that version");
  }

  @Test
  void aResultThatALaterVersionWroteIsKeptAndSettlesItsTrial() throws IOException {
    write(Sweeps.ok(ONE, 1), Sweeps.ok(TWO, 2));
    List<String> lines = new ArrayList<>(legacy());
    lines.set(1, lines.get(1).replaceFirst("zero-shot", "telepathy"));
    Files.write(file, lines);
    try (Ledger ledger = Ledger.open(folder)) {
      assertThat(ledger.results()).containsExactly(Sweeps.ok(ONE, 1));
      assertThat(ledger.entries()).hasSize(2);
      assertThat(ledger.unknown())
          .singleElement()
          .satisfies(stored -> assertThat(stored.id()).isEqualTo(TWO.id()))
          .satisfies(stored -> assertThat(stored.reason()).contains("telepathy"));
      assertThat(ledger.remaining(List.of(ONE, TWO, THREE), true, spec -> false))
          .containsExactly(THREE);
    }
  }

  @Test
  void everyOwnerThatWritesSaysSo() throws IOException {
    write(Sweeps.ok(ONE, 1), Sweeps.ok(TWO, 2));
    write();
    write(Sweeps.ok(ONE, 2));
    assertThat(lines()).hasSize(5);
    assertThat(lines().get(0)).startsWith("{\"ledger\":2,\"epoch\":1,\"owner\":\"");
    assertThat(lines().get(3)).startsWith("{\"ledger\":2,\"epoch\":2,\"owner\":\"");
    try (Ledger ledger = Ledger.open(folder)) {
      assertThat(ledger.entries()).extracting(StoredResult::version).containsExactly(1L, 1L, 2L);
      assertThat(ledger.claim()).isEqualTo(3);
      assertThat(ledger.claim()).isEqualTo(3);
    }
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(file));
  }

  /** The ledger's lines as a version without checksums wrote them. */
  private List<String> legacy() throws IOException {
    return lines().stream()
        .filter(line -> !line.startsWith("{\"ledger\""))
        .map(line -> line.replaceFirst(",\"crc32c\":\"[0-9a-f]{8}\"}$", "}"))
        .toList();
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
      ledger.append(WrittenResult.of(Sweeps.failed(TWO, category)));
      assertThat(ledger.remaining(List.of(THREE, TWO, ONE), false, spec -> false))
          .containsExactly(THREE, ONE);
      assertThat(ledger.remaining(List.of(THREE, TWO, ONE), true, spec -> false))
          .containsExactly(THREE, TWO, ONE);
    }
  }

  @Test
  void quarantinedTrialsRunAgainOnlyIfAskedFor() {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(
          WrittenResult.of(Sweeps.result(ONE, Status.QUARANTINED, null, Measurements.NONE)));
      assertThat(ledger.remaining(List.of(ONE), false, spec -> false)).isEmpty();
      assertThat(ledger.remaining(List.of(ONE), true, spec -> false)).containsExactly(ONE);
    }
  }

  @Test
  void trialsThatWouldNotFitRunOnceTheyFitOrIfAskedFor() {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(
          WrittenResult.of(
              Sweeps.result(ONE, Status.FAILED, FailureCategory.WOULD_NOT_FIT, Measurements.NONE)));
      ledger.append(
          WrittenResult.of(
              Sweeps.result(TWO, Status.FAILED, FailureCategory.OUT_OF_MEMORY, Measurements.NONE)));
      List<TrialSpec> both = List.of(ONE, TWO);
      assertThat(ledger.remaining(both, false, spec -> false)).isEmpty();
      assertThat(ledger.remaining(both, false, spec -> true)).containsExactly(ONE);
      assertThat(ledger.remaining(both, true, spec -> false)).containsExactly(ONE, TWO);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"OK", "PRUNED"})
  void otherTrialsNeverRunAgain(Status status) {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(WrittenResult.of(Sweeps.result(ONE, status, null, Measurements.NONE)));
      assertThat(ledger.remaining(List.of(ONE, TWO), true, spec -> false)).containsExactly(TWO);
    }
  }

  @Test
  void aClosedLedgerTakesNothing() {
    Ledger ledger = Ledger.open(folder);
    ledger.close();
    assertThatThrownBy(() -> ledger.append(WrittenResult.of(Sweeps.ok(ONE, 1))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFolderHasOneOpenLedger() {
    try (Ledger ledger = Ledger.open(folder)) {
      assertThatThrownBy(() -> Ledger.open(folder))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      ledger.append(WrittenResult.of(Sweeps.ok(ONE, 1)));
    }
    Ledger.open(folder).close();
  }
}
