package io.sparing.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;

  private final List<String> told = new ArrayList<>();

  private EventFile open() {
    return new EventFile(folder, told::add);
  }

  private Path path() {
    return folder.resolve(EventFile.FILE);
  }

  @Test
  void aLineIsThereAtOnceAndALaterRunGoesOn() throws IOException {
    try (EventFile file = open()) {
      assertThat(file.lastSequence()).isZero();
      file.accept("{\"sequence\":1,\"text\":\"é\"}");
      assertThat(path()).hasContent("{\"sequence\":1,\"text\":\"é\"}\n");
      file.accept("{\"sequence\":2}");
    }
    try (EventFile file = open()) {
      assertThat(file.lastSequence()).isEqualTo(2);
      file.accept("{\"sequence\":3}");
    }
    assertThat(Files.readAllLines(path())).hasSize(3);
    assertThat(told).isEmpty();
  }

  @Test
  void halfALineThatACrashLeftIsCutOff() throws IOException {
    Files.writeString(path(), "{\"sequence\":41}\n{\"sequ");
    try (EventFile file = open()) {
      assertThat(file.lastSequence()).isEqualTo(41);
      file.accept("{\"sequence\":42}");
    }
    assertThat(path()).hasContent("{\"sequence\":41}\n{\"sequence\":42}\n");
    Files.writeString(path(), "{\"half");
    try (EventFile file = open()) {
      assertThat(file.lastSequence()).isZero();
    }
    assertThat(path()).isEmptyFile();
  }

  @Test
  void aLineOfSomebodyElseDoesNotStopIt() throws IOException {
    Files.writeString(path(), "not ours\n");
    try (EventFile file = open()) {
      assertThat(file.lastSequence()).isZero();
      file.accept("{\"sequence\":1}");
    }
    assertThat(path()).hasContent("not ours\n{\"sequence\":1}\n");
  }

  static boolean fullDevice() {
    return Files.isWritable(FULL);
  }

  @Test
  @EnabledIf("fullDevice")
  void aFullDiskIsReportedOnce() throws IOException {
    Files.createSymbolicLink(path(), FULL);
    try (EventFile file = open()) {
      file.accept("{\"sequence\":1}");
      file.accept("{\"sequence\":2}");
    }
    assertThat(told)
        .containsExactly(
            "Failed to write %s: the disk is full; make room on it; the sweep goes on, and events are missing there"
                .formatted(path()));
  }

  @Test
  void aFileThatCannotBeOpenedIsReportedAndTheSweepGoesOn() throws IOException {
    Files.createDirectory(path());
    try (EventFile file = open()) {
      file.accept("{\"sequence\":1}");
      assertThat(file.lastSequence()).isZero();
    }
    assertThat(told).hasSize(1).first().asString().startsWith("Failed to write " + path());
  }
}
