package io.sparing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnerLockTest {

  @TempDir Path folder;

  /** A driver of its own: takes the folder, says so, and keeps it until its input ends. */
  static final class OtherDriver {
    public static void main(String[] arguments) throws IOException {
      try (OwnerLock lock = OwnerLock.acquire(Path.of(arguments[0]))) {
        System.out.println(lock == null ? "nothing" : "owned");
        while (System.in.read() >= 0) {
          // waiting for the end
        }
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private Process start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-Xmx64m",
            "-cp",
            "target/classes:target/test-classes",
            OtherDriver.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    return reader.readLine();
  }

  @Test
  void aSecondDriverInThisProcessIsRefusedWithTheOwner() {
    try (OwnerLock lock = OwnerLock.acquire(folder)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> OwnerLock.acquire(folder.resolve("../" + folder.getFileName())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Cannot run a sweep in " + folder)
          .hasMessageContaining("owned by " + System.getProperty("user.name") + "@")
          .hasMessageContaining("process " + ProcessHandle.current().pid() + ", since 2");
    }
    OwnerLock.acquire(folder).close();
  }

  @Test
  void aRefusedSecondDriverHereLeavesTheLockAgainstOtherProcesses() throws Exception {
    try (OwnerLock lock = OwnerLock.acquire(folder)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> OwnerLock.acquire(folder)).isInstanceOf(RuntimeException.class);
      Process other = start();
      assertThat(firstLine(other)).contains("process " + ProcessHandle.current().pid());
      assertThat(other.waitFor()).isZero();
    }
  }

  @Test
  void anotherProcessIsNamedAndItsDeathFreesTheFolder() throws Exception {
    Process other = start();
    try {
      assertThat(firstLine(other)).isEqualTo("owned");
      assertThatThrownBy(() -> OwnerLock.acquire(folder))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("process " + other.pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(folder.resolve(OwnerLock.FILE)).content().contains("process " + other.pid());
    OwnerLock.acquire(folder).close();
  }

  @Test
  void staleContentIsTakenOver() throws IOException {
    Path file = folder.resolve(OwnerLock.FILE);
    Files.writeString(file, "somebody@elsewhere, process 1, since 2020-01-01T00:00:00Z and longer");
    OwnerLock lock = OwnerLock.acquire(folder);
    lock.close();
    assertThat(file).isEmptyFile();
  }
}
