package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole sweeps through the command line. */
class SweepExitCodeTest {

  private static final String CLASS_PATH = "spark.sparing.worker.classpath";

  @TempDir private Path folder;

  @BeforeEach
  void findWorkers() {
    System.setProperty(CLASS_PATH, System.getProperty("java.class.path"));
  }

  @AfterEach
  void forgetWorkers() {
    System.clearProperty(CLASS_PATH);
  }

  @Test
  void aSweepOfWhichNothingCameEndsWithOne() throws IOException {
    Path file = folder.resolve("none.yaml");
    Files.writeString(
        file,
        """
        name: none
        dataset: wordnet-topic
        metric: accuracy
        base:
          train_examples: 16
          test_examples: 16
        blocks:
          - strategy: freeze
            model: minilm-l6
            frozen_layers: 12
        """);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code =
        Main.run(
            stream, stream, "sweep", file.toString(), "--results", folder.toString(), "--slots=1");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("1 of 1 trials failed", "frozen_layers");
    assertThat(code).isEqualTo(1);
  }
}
