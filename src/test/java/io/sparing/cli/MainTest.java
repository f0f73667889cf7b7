package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpNamesEveryCommand() {
    assertThat(run("--help")).isZero();
    assertThat(text(out)).contains("quickstart", "sweep", "list", "Examples:", "fuzz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sweep", "learn", "recommend", "list"})
  void examplesOfACommandCanBeCopied(String command) {
    assertThat(run(command, "--help")).isZero();
    String help = text(out);
    List<String> examples =
        help.substring(help.indexOf("Example")).lines().skip(1).map(String::strip).toList();
    assertThat(examples)
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("./submit.sh " + command));
  }

  @Test
  void registriesAreListed() {
    assertThat(run("list", "strategies")).isZero();
    assertThat(text(out)).contains("lora", "lora_rank, lora_alpha, target_modules");
    assertThat(run("list", "settings")).isZero();
    assertThat(text(out)).contains("learning_rate");
  }

  @Test
  void aMistakeIsTwoLinesAndTwo() {
    assertThat(run("list", "cats")).isEqualTo(2);
    assertThat(text(err)).contains("cats").hasLineCount(2);
    err.reset();
    assertThat(run("sweep", "nowhere.yaml")).isEqualTo(2);
    assertThat(text(err)).isEqualTo("Cannot find the file nowhere.yaml\n");
  }

  @Test
  void learningSaysWhatItLeftOut(@TempDir Path folder) throws Exception {
    Path file = Files.createDirectories(folder.resolve("trials")).resolve("a.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      String row = "SELECT 'x' AS trial_id, 's' AS sweep, 'PAUSED' AS status";
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(row, file));
    }
    assertThat(run("learn", folder.toString())).isEqualTo(2);
    assertThat(text(err))
        .startsWith("Left out 1 trial: Unknown status: PAUSED; known: OK, FAILED")
        .contains("Cannot learn rules from 0 OK trials");
  }

  @Test
  void anUnknownCommandListsTheKnownOnes() {
    assertThat(run("swep", "jobs/quickstart.yaml")).isEqualTo(2);
    assertThat(text(err))
        .startsWith("Unknown command: swep; known: quickstart, sweep,")
        .contains("did you mean 'sweep'?")
        .hasLineCount(2);
  }

  @Test
  void whatIsNoSweepFileIsAMistake(@TempDir Path folder) throws IOException {
    assertThat(run("sweep", folder.toString())).isEqualTo(2);
    assertThat(text(err)).contains("is a folder").hasLineCount(1);
    err.reset();
    Path bytes = Files.write(folder.resolve("bytes.yaml"), new byte[] {(byte) 0xff, 0});
    assertThat(run("sweep", bytes.toString(), "--dry-run")).isEqualTo(2);
    assertThat(text(err)).contains("not in UTF-8");
  }

  @Test
  void aDryRunRefusesAnOptionThatTheRunWouldRefuse() {
    String jobs = "jobs/quickstart.yaml";
    assertThat(run("sweep", jobs, "--dry-run", "--memory", "0m")).isEqualTo(2);
    assertThat(text(err)).startsWith("Invalid --memory: 0m; expected a size").hasLineCount(1);
    assertThat(text(out)).isEmpty();
    assertThat(run("quickstart", "--dry-run", "--save", "pft")).isEqualTo(2);
  }

  @Test
  void aWholeNumberIsNeverReadAsOctal() {
    assertThat(run("sweep", "jobs/quickstart.yaml", "--dry-run", "--slots", "0x2")).isEqualTo(2);
    assertThat(text(err)).contains("Invalid quantity: 0x2; expected a whole number");
    assertThat(run("sweep", "jobs/quickstart.yaml", "--dry-run", "--slots", "1,5")).isEqualTo(2);
  }

  private int run(String... args) {
    return Main.run(stream(out), stream(err), args);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
