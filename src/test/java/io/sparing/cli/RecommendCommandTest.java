package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.sparing.needs.MachineCalibration;
import io.sparing.needs.MachineCalibrationParser;
import io.sparing.selector.CalibrationRows;
import io.sparing.selector.Trials;
import io.sparing.trial.TrialResult;
import java.io.IOException;
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

class RecommendCommandTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Runs the command alone, as a process with nothing but gson and picocli beside it does. */
  public static final class Alone {
    public static void main(String[] arguments) {
      new CommandLine(new RecommendCommand()).execute(arguments);
    }
  }

  private int run(String... arguments) {
    return new CommandLine(new RecommendCommand(folder))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void withoutLearnedRulesItSaysThatItUsesThePapers() {
    int code =
        run(
            "--task=classification",
            "--hardware=gpu",
            "--memory=4 GB",
            "--latency=0.2s",
            "--examples=10k");
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("the papers' fixed rules, as nothing was learned")
        .contains("latency limit 200 ms")
        .contains("examples 10,000")
        .contains("Strategy      lora")
        .contains("distilbert-base-uncased")
        .contains("fp16");
  }

  @Test
  void printsJson() {
    assertThat(run("--task=qa", "--memory=16GB", "--rules=papers", "--format=json")).isZero();
    var json = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(json.get("strategy").getAsString()).isEqualTo("rag");
  }

  @Test
  void usersErrorsNameTheValueAndExitWithTwo() {
    assertThat(run("--task=qa", "--memory=lots")).isEqualTo(2);
    assertThat(err.toString()).contains("lots").contains("4GB");
    assertThat(run("--task=qa", "--hardware=tpu", "--memory=1GB")).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown hardware: tpu; known: cpu, gpu");
    assertThat(run("--task=qa", "--rules=nowhere.json")).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown rules: nowhere.json");
    assertThat(run("--task=qa", "--examples=1.5")).isEqualTo(2);
    assertThat(run("--task=qa", "--gpus=1")).isEqualTo(2);
  }

  @Test
  void answersWhereTheSweepThatWouldDecideCannotBeWritten() throws Exception {
    Path learned = folder.resolve("learned");
    new CommandLine(new LearnCommand(folders -> Trials.crossing()))
        .setOut(new PrintWriter(new StringWriter()))
        .execute(folder.toString(), "--out=" + learned, "--abstain-below=100");
    String[] question = {
      "--task=classification",
      "--memory=3GB",
      "--examples=5k",
      "--rules=" + learned.resolve("rules.json")
    };
    Path blocked = Files.writeString(folder.resolve("file"), "").resolve("results");
    CommandLine command =
        new CommandLine(new RecommendCommand(blocked))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    assertThat(command.execute(question)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("Strategy");
    assertThat(err.toString())
        .isEqualTo(
            "Cannot write the sweep that would decide to %s: %s is no folder%n"
                .formatted(blocked, blocked.getParent()));
    List<String> deciding = new ArrayList<>(List.of(question));
    deciding.add("--decide");
    assertThat(command.execute(deciding.toArray(String[]::new))).isEqualTo(2);
    assertThat(run(question)).isZero();
    assertThat(err.toString()).contains("To decide: ./submit.sh sweep " + folder);
  }

  private void learn(List<TrialResult> rows) {
    new CommandLine(new LearnCommand(folders -> rows))
        .setOut(new PrintWriter(new StringWriter()))
        .execute(folder.toString(), "--out=" + folder.resolve("learned"));
  }

  private void calibrate(CalibrationRows rows) throws IOException {
    Files.writeString(
        CalibrationFiles.file(folder, "cpu"),
        MachineCalibrationParser.text(MachineCalibration.of(rows.rows(), 4, "")));
  }

  private String answer(String... more) {
    out.getBuffer().setLength(0);
    List<String> arguments =
        new ArrayList<>(List.of("--task=classification", "--examples=5k", "--memory=16GB"));
    arguments.addAll(List.of(more));
    assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
    return out.toString();
  }

  @Test
  void needsOfAnotherMachineAreFittedToTheCalibratedOne() throws Exception {
    learn(CalibrationRows.on("Old, 2 cores, avx2").seed(1).rows());
    assertThat(answer())
        .containsPattern("Needs {9}latency limit (9|10)\\.?\\d* ms")
        .contains(
            "Needs are of  12 trials on Old, 2 cores (2 threads); on another machine,"
                + " ./submit.sh calibrate fits them to it");
    calibrate(CalibrationRows.on("New, 8 cores, avx2").slower(2));
    assertThat(answer())
        .containsPattern("Needs {9}latency limit (19|20)\\.?\\d* ms")
        .contains(
            "Needs are of  12 trials on Old, 2 cores (2 threads), scaled to New, 8 cores"
                + " (2 threads) by its calibration of 1970-01-01: memory × 1.00")
        .containsPattern("latency limit × (1.9|2.0)\\d \\(1\\.\\d\\d to 2\\.\\d\\d; 10 trials\\)")
        .containsPattern("training budget × (1.9|2.0)\\d");
    String unscaled = answer("--calibration=none");
    assertThat(unscaled).containsPattern("latency limit (9|10)\\.?\\d* ms");
    calibrate(CalibrationRows.on("Old, 2 cores, avx2").slower(2));
    assertThat(answer())
        .contains("Needs are of  12 trials on Old, 2 cores (2 threads), this machine")
        .isEqualTo(unscaled.replaceAll("; on another machine.*", ", this machine"));
  }

  @Test
  void calibrationsThatCannotBeTakenAreRefused() throws Exception {
    learn(CalibrationRows.on("Old, 2 cores, avx2").seed(1).rows());
    Path file = CalibrationFiles.file(folder, "cpu");
    assertThat(run("--task=qa", "--memory=1GB", "--calibration=nowhere.json")).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown calibration: nowhere.json; known: none, or");
    calibrate(CalibrationRows.on("New, 8 cores, avx2"));
    assertThat(
            run("--task=qa", "--memory=1GB", "--hardware=gpu", "--calibration=" + file.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("it is of a cpu; expected one of a gpu");
    Files.writeString(file, "{}");
    assertThat(run("--task=qa", "--memory=1GB")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "Invalid calibration: " + file + "; it has no version; run ./submit.sh calibrate");
  }

  @Test
  void readsUnitsLeniently() {
    assertThat(new Quantities.Memory().convert("4 GiB")).isEqualTo(4.294967296);
    assertThat(new Quantities.Memory().convert("512mb")).isEqualTo(0.512);
    assertThat(new Quantities.Millis().convert("0.2s")).isEqualTo(200);
    assertThat(new Quantities.Count().convert("10_000")).isEqualTo(10_000);
    assertThat(new Quantities.Count().convert("0")).isZero();
    assertThat(new Quantities.Seconds().convert("2h")).isEqualTo(7200);
  }

  @Test
  void needsNeitherDjlNorSparkAndRunsNoTrial() throws Exception {
    String classPath =
        String.join(
            ":",
            "target/classes",
            "target/test-classes",
            jar(com.google.gson.Gson.class),
            jar(CommandLine.class),
            jar(org.snakeyaml.engine.v2.api.Load.class));
    Process process =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-verbose:class",
                    "-cp",
                    classPath,
                    Alone.class.getName(),
                    "--task=classification",
                    "--examples=5000",
                    "--memory=16GB",
                    "--rules=papers"))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(printed).contains("Strategy      lora").contains("io.sparing.selector.RuleSet");
    assertThat(printed)
        .doesNotContain("io.sparing.trial.LocalTrialRunner", "ai.djl", "org.apache.spark");
  }

  private static String jar(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
