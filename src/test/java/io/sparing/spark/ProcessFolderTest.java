package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, one of which is killed. */
class ProcessFolderTest {

  @TempDir private Path temporary;

  private final List<Process> started = new ArrayList<>();

  /** A driver that has a folder with files in it, until its input ends. */
  static final class Driver {

    private Driver() {}

    public static void main(String[] args) throws IOException {
      Path folder = ProcessFolder.path();
      Files.writeString(
          Files.createDirectories(folder.resolve("blockmgr-1").resolve("0a")).resolve("x"), "x");
      System.out.println(folder);
      while (System.in.read() >= 0) {
        // Until it is closed.
      }
    }
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void whatAKilledProcessLeftIsDeletedByTheNextAndALiveOnesIsNot() throws Exception {
    Process first = start(temporary);
    Process second = start(temporary);
    Path killed = folder(first);
    Path live = folder(second);
    assertThat(killed.getParent()).isEqualTo(temporary);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(killed)))
        .isEqualTo("rwx------");
    first.destroyForcibly().waitFor();
    assertThat(killed.resolve("blockmgr-1/0a/x")).exists();
    Process third = start(temporary);
    Path last = folder(third);
    assertThat(killed).doesNotExist();
    assertThat(live.resolve("blockmgr-1/0a/x")).exists();
    for (Process process : List.of(second, third)) {
      process.getOutputStream().close();
      process.waitFor();
    }
    assertThat(live).doesNotExist();
    assertThat(last).doesNotExist();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void whatSubmitMadeForTheProcessIsTakenAndWhatItWasKilledBeforeTakingIsDeletedLater()
      throws Exception {
    Path made = Files.createDirectory(temporary.resolve("sparing-1-aB3dEf7h"));
    Process process = start(made);
    assertThat(folder(process)).isEqualTo(made);
    process.getOutputStream().close();
    process.waitFor();
    assertThat(made).doesNotExist();
    Path young = Files.createDirectory(temporary.resolve("sparing-999999999999-young"));
    Path old = Files.createDirectory(temporary.resolve("sparing-999999999999-old"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(90_000)));
    folder(start(temporary));
    assertThat(young).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void whatIsNoProcessFolderIsLeftAlone() throws Exception {
    Path precious = Files.createDirectory(temporary.resolve("precious"));
    Files.writeString(precious.resolve(ProcessFolder.LOCK), "");
    List<Path> kept =
        List.of(
            Files.createDirectory(temporary.resolve("sparing-notes")),
            Files.createDirectory(temporary.resolve("sparing-999999999999-1.bak")),
            Files.writeString(temporary.resolve("sparing-999999999999-file"), "x"),
            Files.createSymbolicLink(temporary.resolve("sparing-999999999999-link"), precious),
            precious.resolve(ProcessFolder.LOCK));
    folder(start(temporary));
    assertThat(kept).allMatch(Files::exists);
  }

  @Test
  void linksInAFolderAreNotFollowed() throws Exception {
    Path precious = Files.writeString(temporary.resolve("precious"), "x");
    Path left = Files.createDirectory(temporary.resolve("sparing-999999999999-left"));
    Files.writeString(left.resolve(ProcessFolder.LOCK), "");
    Files.createSymbolicLink(left.resolve("link"), temporary);
    folder(start(temporary));
    assertThat(left).doesNotExist();
    assertThat(precious).exists();
  }

  private Process start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                Stream.of(ProcessFolder.class, Driver.class)
                    .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
                    .reduce("", (a, b) -> a + ":" + b),
                Driver.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    started.add(process);
    return process;
  }

  private static Path folder(Process process) throws IOException {
    return Path.of(process.inputReader(StandardCharsets.UTF_8).readLine());
  }
}
