package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.ledger.Ledger;
import io.sparing.needs.MachineCalibration;
import io.sparing.needs.MachineCalibrationParser;
import io.sparing.selector.CalibrationRows;
import io.sparing.trial.TrialResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class EstimateCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  private JsonObject json(String... more) {
    out.reset();
    String[] all = new String[more.length + 7];
    System.arraycopy(
        new String[] {"estimate", "--model", "minilm-l6", "--strategy", "lora", "--format", "json"},
        0,
        all,
        0,
        7);
    System.arraycopy(more, 0, all, 7, more.length);
    assertThat(run(all)).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return JsonParser.parseString(out.toString(StandardCharsets.UTF_8)).getAsJsonObject();
  }

  private static double estimate(JsonObject json, String quantity) {
    return json.getAsJsonObject(quantity).get("estimate").getAsDouble();
  }

  @Test
  void memoryAndSecondsAreShownWithTheirIntervals() {
    assertThat(run("estimate", "--model", "minilm-l6", "--strategy", "full")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("estimate", "low", "high", "peak host bytes", "total seconds")
        .contains("rows that come with Sparing");
  }

  @Test
  void theSettingsCount() {
    JsonObject small = json("--max-length", "32", "--batch-size", "4", "--rows", "100");
    JsonObject large = json("--max-length", "512", "--batch-size", "32", "--rows", "10000");
    for (String quantity : new String[] {"peak_host_bytes", "total_seconds"}) {
      assertThat(estimate(large, quantity)).isGreaterThan(1.5 * estimate(small, quantity));
      JsonObject ends = large.getAsJsonObject(quantity);
      assertThat(ends.get("low").getAsDouble()).isLessThan(ends.get("high").getAsDouble());
    }
    assertThat(json("--classes", "500").get("trainable_parameters").getAsLong())
        .isGreaterThan(small.get("trainable_parameters").getAsLong());
    assertThat(json("--set", "lora_rank=64").get("trainable_parameters").getAsLong())
        .isGreaterThan(small.get("trainable_parameters").getAsLong());
  }

  @Test
  void aGpuHasMemoryOfItsOwn() {
    JsonObject gpu = json("--device", "gpu", "--max-length", "128");
    assertThat(estimate(gpu, "peak_device_bytes")).isPositive();
    assertThat(estimate(gpu, "total_seconds"))
        .isLessThan(estimate(json("--max-length", "128"), "total_seconds"));
  }

  @Test
  void whatItCostsFollowsFromSecondsAndAPrice() {
    JsonObject h200 = json("--device", "gpu", "--gpu", "NVIDIA H200");
    double seconds = estimate(h200, "total_seconds");
    double hourly = estimate(h200, "trial_cost") / seconds * 3_600;
    JsonObject l4 = json("--device", "gpu", "--gpu", "L4");
    assertThat(hourly).isGreaterThan(2 * estimate(l4, "trial_cost") / seconds * 3_600);
    assertThat(h200.get("trial_cost_note").getAsString()).contains("USD");
    JsonObject unknown = json("--device", "gpu", "--gpu", "Abacus 9");
    assertThat(unknown.has("trial_cost")).isFalse();
    assertThat(unknown.get("trial_cost_note").getAsString()).contains("Abacus 9");
    assertThat(estimate(json("--threads", "2"), "trial_cost")).isPositive();
  }

  @Test
  void mistakesAreRefused() {
    assertThat(run("estimate", "--strategy", "full")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Invalid --model: nothing");
    assertThat(
            run("estimate", "--model", "minilm-l6", "--strategy", "full", "--set", "lora_rank=8"))
        .isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Invalid lora_rank: 8");
    assertThat(run("estimate", "--model", "minilm-l6", "--strategy", "full", "--set", "rank=8"))
        .isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Unknown setting: rank");
    assertThat(run("estimate", "--model", "minilm-l6", "--strategy", "full", "--format", "xml"))
        .isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Unknown format: xml");
  }

  @Test
  void theTrialsOfACalibrationAreTakenWhereThereIsOne(@TempDir Path home) throws IOException {
    List<TrialResult> rows = CalibrationRows.on("Slow, 4 cores, avx2").threads(4).slower(50).rows();
    Path folder = home.resolve("calibration-cpu");
    Files.writeString(
        CalibrationFiles.file(home, "cpu"),
        MachineCalibrationParser.text(MachineCalibration.of(rows, 4, folder.toString())));
    assertThat(estimate(home, rows)).contains("From the model's sizes");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(
            "The trials of the calibration of Slow, 4 cores (4 threads) have gone: " + folder);
    Ledger.open(folder).close();
    Files.writeString(folder.resolve(Ledger.FILE), "");
    assertThat(estimate(home, rows)).contains("From 12 measured trials");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Fitted to the calibration of Slow, 4 cores (4 threads): " + folder);
    assertThat(estimate(home, rows, "--calibration=none")).contains("From the model's sizes");
  }

  private String estimate(Path home, List<TrialResult> rows, String... more) {
    StringWriter printed = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("--model=minilm-l6", "--strategy=full"));
    arguments.addAll(List.of(more));
    int code =
        new CommandLine(new EstimateCommand(home, folders -> rows))
            .setOut(new PrintWriter(printed, true))
            .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return printed.toString();
  }
}
