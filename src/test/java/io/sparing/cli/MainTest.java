package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpNamesEveryCommand() {
    assertThat(run("--help")).isZero();
    assertThat(text(out)).contains("quickstart", "sweep", "list", "Examples:");
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
