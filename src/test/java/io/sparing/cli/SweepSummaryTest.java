package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.sweep.Sweep;
import io.sparing.sweep.SweepParser;
import io.sparing.trial.TrialResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepSummaryTest {

  @TempDir private Path folder;

  @Test
  void ofManyTrialsTheEndsAndTheBestAreShown() throws IOException {
    String text = summary(200).render(20);
    assertThat(text)
        .startsWith("200 trials: 180 ok, 20 TIMEOUT\n")
        .containsPattern("\nShown are (\\d+) of \\d+ such; --all shows every trial")
        .endsWith(
            "20 of 200 trials failed; run again with --retry-failed to give them another try.");
    assertThat(text.lines().count()).isLessThanOrEqualTo(20);
    List<Double> accuracies =
        text.lines()
            .filter(line -> line.startsWith("* ") && line.contains("minilm"))
            .map(line -> line.split(" {2,}"))
            .map(cells -> Double.valueOf(cells[4]))
            .toList();
    assertThat(accuracies).hasSizeGreaterThan(1).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void aFewTrialsOrAllOfThemAreShownOneALine() throws IOException {
    for (String text : List.of(summary(20).render(20), summary(200).render(Integer.MAX_VALUE))) {
      assertThat(text).doesNotContain("Shown are", "trials: ");
    }
    assertThat(summary(20).render(20).lines().filter(line -> line.contains("minilm"))).hasSize(20);
    assertThat(summary(200).render(1000).lines().filter(line -> line.contains("minilm")))
        .hasSize(200);
  }

  /** All trials have ended, so that none runs. */
  @Test
  void failedTrialsFailTheCommandIfThatIsAsked() throws IOException {
    ManyTrials.write(folder, 100);
    assertThat(sweep()).isEqualTo("0");
    assertThat(sweep("--fail-on", "none")).isEqualTo("0");
    assertThat(sweep("--fail-on", "Failed"))
        .isEqualTo("1 10 of 100 trials failed, and --fail-on failed makes that exit code 1.");
    assertThat(sweep("--fail-on", "some"))
        .isEqualTo("2 Unknown --fail-on: some; known: none, failed");
  }

  private String sweep(String... options) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] arguments = {
      "sweep", folder.resolve("many.yaml").toString(), "--results", folder.toString()
    };
    int code =
        Main.run(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Stream.concat(Arrays.stream(arguments), Arrays.stream(options)).toArray(String[]::new));
    return (code + " " + err.toString(StandardCharsets.UTF_8).strip()).strip();
  }

  private SweepSummary summary(int count) throws IOException {
    List<TrialResult> results = ManyTrials.write(folder.resolve("many-" + count), count);
    Path file = folder.resolve("many-" + count).resolve("many.yaml");
    Sweep sweep = SweepParser.parse(file, List.of());
    return SweepSummary.of(new SweepOutcome(sweep, folder, results));
  }
}
