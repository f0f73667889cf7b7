package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.sources.SourceFolders;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SweepOptionsTest {

  private static SweepOptions options(String... arguments) {
    return CommandLine.populateCommand(new SweepOptions(), arguments);
  }

  @Test
  void whatIsSavedReachesTheWorkers() {
    Path models = Path.of("results", "mine", "models");
    assertThat(
            options("--save", "peft,torchscript")
                .workers(Duration.ofMinutes(1), models)
                .environment())
        .containsEntry("SPARING_SAVE", "peft,torchscript")
        .containsEntry("SPARING_SAVE_FOLDER", models.toAbsolutePath().toString());
    assertThat(options().workers(Duration.ofMinutes(1), models).environment())
        .containsOnlyKeys("SPARING_CACHE", "SPARING_MIRROR");
  }

  @Test
  void mirrorsReachTheWorkers(@TempDir Path mirror) {
    assertThat(
            options("--mirror", mirror.toString())
                .workers(Duration.ofMinutes(1), Path.of("models"))
                .environment()
                .get("SPARING_MIRROR"))
        .startsWith(mirror.toString());
    SweepOptions nowhere = options("--mirror", mirror.resolve("gone").toString());
    assertThatThrownBy(() -> nowhere.workers(Duration.ofMinutes(1), Path.of("models")))
        .hasMessageStartingWith("Invalid mirror: ");
  }

  @Test
  void workersHaveTheFoldersOfThisProcess(@TempDir Path mirror) {
    System.setProperty("sparing.mirror", mirror.toString());
    try {
      assertThat(options().workers(Duration.ofMinutes(1), Path.of("models")).environment())
          .containsEntry("SPARING_MIRROR", mirror.toString())
          .containsEntry(
              "SPARING_CACHE", SourceFolders.ofThisProcess().cache().toAbsolutePath().toString());
    } finally {
      System.clearProperty("sparing.mirror");
    }
  }

  @Test
  void anUnknownFormatIsRefused() {
    SweepOptions options = options("--save", "onnx");
    assertThatThrownBy(() -> options.workers(Duration.ofMinutes(1), Path.of("models")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Unknown export format: onnx; known: ");
  }
}
