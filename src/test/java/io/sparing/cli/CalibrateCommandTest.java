package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.ledger.Ledger;
import io.sparing.selector.CalibrationRows;
import io.sparing.trial.TrialResult;
import io.sparing.trial.WrittenResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CalibrateCommandTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static List<TrialResult> rows(List<Path> folders) {
    if (folders.equals(List.of(Path.of("there")))) {
      return CalibrationRows.on("Old, 2 cores, avx2").seed(1).rows();
    }
    List<TrialResult> rows =
        new ArrayList<>(CalibrationRows.on("New, 16 cores, avx2").slower(0.5).rows());
    rows.addAll(CalibrationRows.on("New, 16 cores, avx2").slower(0.5).seed(2).rows());
    return rows;
  }

  private int run(String... arguments) {
    return new CommandLine(new CalibrateCommand(CalibrateCommandTest::rows))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(Errors::failure)
        .execute(arguments);
  }

  @Test
  void aGradeSaysHowTheMachinesCompareAndHowFarNeedsLie() {
    assertThat(run("--grade", "there", "here")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("From 12 trials on Old, 2 cores (2 threads)")
        .contains("to New, 16 cores (2 threads) by 12 calibration trials")
        .containsPattern("latency_millis +12 +100.0% .* 0.[45]\\d +0.[45]\\d")
        .containsPattern("all +44 +9\\d");
  }

  @Test
  void mistakesAreRefused() {
    assertThat(run("--grade", "there")).isEqualTo(2);
    assertThat(err.toString()).contains("Invalid --grade: 1 folders; expected two");
    assertThat(run("there")).isEqualTo(2);
    assertThat(err.toString()).contains("Invalid folder: there; expected none without --grade");
    assertThat(run("--device=tpu")).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown device: tpu; known: cpu, gpu");
  }

  @Test
  void aFolderWithOtherTrialsIsLeftAlone() throws IOException {
    try (Ledger ledger = Ledger.open(folder.resolve("calibration-cpu"))) {
      ledger.append(WrittenResult.of(CalibrationRows.on("A, 2 cores, b").seed(7).rows().get(0)));
    }
    assertThat(run("--out=" + folder.resolve("mine.json"))).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "Cannot calibrate into %s: it holds other trials"
                .formatted(folder.resolve("calibration-cpu")));
  }
}
