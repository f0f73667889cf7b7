package io.sparing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.sweep.Sweeps;
import io.sparing.trial.WrittenResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver whose folder is no longer its own stops at its next write and garbles nothing. */
final class OneWriterTest {

  @TempDir private Path temporary;
  private Path folder;
  private Path file;

  @BeforeEach
  void chooseAFolder() {
    folder = temporary.resolve("small");
    file = folder.resolve(Ledger.FILE);
  }

  private void assertStops(Ledger ledger, String why) {
    assertThatThrownBy(() -> ledger.append(WrittenResult.of(Sweeps.ok(Sweeps.trial(2), 2))))
        .isInstanceOf(LostOwnershipException.class)
        .hasMessageStartingWith("Cannot go on in " + folder + ": ")
        .hasMessageContaining(why);
    assertThatThrownBy(ledger::claim).isInstanceOf(LostOwnershipException.class);
  }

  @Test
  void aLockThatWasRemovedStopsTheOwner() throws IOException {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(WrittenResult.of(Sweeps.ok(Sweeps.trial(1), 1)));
      byte[] before = Files.readAllBytes(file);
      Files.delete(folder.resolve(OwnerLock.FILE));
      assertStops(ledger, "its owner.lock was removed while the sweep ran");
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
  }

  @Test
  void aLockThatWasReplacedNamesItsOwner() throws IOException {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(WrittenResult.of(Sweeps.ok(Sweeps.trial(1), 1)));
      Path other = Files.writeString(temporary.resolve("other"), "eve@there, process 7");
      Files.delete(folder.resolve(OwnerLock.FILE));
      Files.move(other, folder.resolve(OwnerLock.FILE));
      assertStops(ledger, "its owner.lock was replaced, it is owned by eve@there, process 7");
    }
  }

  @Test
  void aLineOfAnotherStopsTheOwnerAndNamesTheOther() throws IOException {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(WrittenResult.of(Sweeps.ok(Sweeps.trial(1), 1)));
      byte[] line = LedgerLine.encode(new Epoch(2, "eve@there, process 7").toJson().toString());
      Files.write(file, line, StandardOpenOption.APPEND);
      assertStops(ledger, "written by another driver, eve@there, process 7; ");
    }
    assertThat(Ledger.read(folder)).hasSize(1);
  }

  @Test
  void aLedgerThatWasReplacedByACopyStopsTheOwner() throws IOException {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(WrittenResult.of(Sweeps.ok(Sweeps.trial(1), 1)));
      Path copy = Files.copy(file, temporary.resolve("copy"));
      Files.delete(file);
      Files.move(copy, file);
      assertStops(ledger, "its ledger.jsonl was removed, replaced or written by another driver");
    }
  }

  @Test
  void aFolderThatWasRemovedIsNotMadeAgain() throws IOException {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(WrittenResult.of(Sweeps.ok(Sweeps.trial(1), 1)));
      remove(folder);
      assertStops(ledger, "the folder was removed while the sweep ran");
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void aFolderThatWasReplacedStopsTheOwnerAndStaysAsItIs() throws IOException {
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.append(WrittenResult.of(Sweeps.ok(Sweeps.trial(1), 1)));
      Files.move(folder, temporary.resolve("moved"));
      Files.createDirectory(folder);
      assertStops(ledger, "its owner.lock was removed while the sweep ran");
      assertThat(folder).isEmptyDirectory();
    }
    assertThat(Ledger.read(temporary.resolve("moved"))).hasSize(1);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : List.copyOf(inside.sorted(Comparator.reverseOrder()).toList())) {
        Files.delete(path);
      }
    }
  }
}
