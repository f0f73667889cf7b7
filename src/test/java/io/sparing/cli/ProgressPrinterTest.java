package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.process.Provenances;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.Status;
import io.sparing.trial.TrialLabels;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.SweepEnd;
import io.sparing.watch.SweepStart;
import io.sparing.worker.Specs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgressPrinterTest {

  private final List<TrialSpec> trials = Specs.specs(12);
  private final StringWriter text = new StringWriter();

  @Test
  void everyTrialHasALineAndTheTimeLeftFollowsWhatWasMeasured() {
    ProgressPrinter printer = printer(false);
    printer.plan(start(3));
    printer.started(trials.get(0));
    printer.finished(WrittenResult.of(ok(trials.get(0), 0.8123, 41)));
    printer.finished(WrittenResult.of(failed(trials.get(1))));
    assertThat(text.toString().lines())
        .containsExactly(
            "Sweep quickstart: 12 trials to run (3 done before), 2 at a time with 1 thread each,"
                + " about 2 min",
            "[ 1/12] ok     minilm-l6 · zero-shot · fp32   accuracy 0.812   41 s"
                + "   about 4 min left",
            "[ 2/12] failed minilm-l6 · zero-shot · fp32   OUT_OF_MEMORY: CUDA out of memory"
                + "   0.0 s   about 3 min left");
    assertThat(text.toString()).doesNotContain("\r");
  }

  @Test
  void aTerminalShowsWhatHasBegun() {
    ProgressPrinter printer = printer(true);
    printer.started(trials.get(0));
    assertThat(text.toString())
        .startsWith("\r")
        .contains(" 0/12   … minilm-l6")
        .doesNotContain("\n");
    printer.progressed(trials.get(0), 0.42);
    printer.started(trials.get(1));
    String label = "minilm-l6 · zero-shot · fp32";
    assertThat(shown()).endsWith(" 0/12   … %s 42 %% | %s".formatted(label, label));
    printer.finished(WrittenResult.of(failed(trials.get(0))));
    assertThat(text.toString()).contains("\r\u001b[K[ 1/12] failed " + label);
    assertThat(shown())
        .startsWith("▕██▌")
        .endsWith("▏ 1/12   1 failed   about 2 min left   … " + label);
    trials.subList(2, 9).forEach(printer::started);
    assertThat(shown()).endsWith(label + " and 4 more");
    printer.ended(SweepEnd.FINISHED);
    assertThat(shown()).isEmpty();
  }

  /** Returns the line that was written last, as a terminal shows it. */
  private String shown() {
    String all = text.toString();
    return all.substring(all.lastIndexOf("\r") + 1).replaceAll("\u001b\\[[?0-9]*[A-Za-z]", "");
  }

  private SweepStart start(int already) {
    List<TrialSpec> all = new ArrayList<>(trials);
    all.addAll(
        Specs.specs(trials.size() + already).subList(trials.size(), trials.size() + already));
    return new SweepStart(
        "quickstart", "", Metric.ACCURACY, all, trials, List.of(), 2, 1, Instant.EPOCH);
  }

  @Test
  void rowsThatAreCutAreToldBeforeTheFirstTrial() {
    ProgressPrinter printer = printer(false);
    printer.preparing(trials.get(0), 0);
    printer.prepared(prepared(""));
    assertThat(text.toString()).isEmpty();
    printer.preparing(trials.get(0), 0.51);
    printer.preparing(trials.get(0), 0.55);
    printer.prepared(prepared("bge reads 1 row cut\nminilm reads 2"));
    printer.prepared(failed(trials.get(1)));
    printer.prepared(failed(trials.get(2)));
    assertThat(text.toString().lines())
        .containsExactly(
            "minilm-l6 and wordnet-topic are made ready   50 %",
            "bge reads 1 row cut",
            "minilm reads 2",
            "minilm-l6 cannot be made ready on wordnet-topic: CUDA out of memory");
    ProgressPrinter onTerminal = printer(true);
    onTerminal.preparing(trials.get(0), 0.5);
    assertThat(shown()).endsWith("… minilm-l6 and wordnet-topic are made ready 50 %");
  }

  private TrialResult prepared(String message) {
    TrialResult result = ok(trials.get(0), 0.5, 1);
    return new TrialResult(
        result.spec(),
        Status.OK,
        null,
        message,
        Measurements.NONE,
        List.of(),
        List.of(),
        result.provenance());
  }

  @Test
  void theTableMarksTheBest() {
    String table =
        TrialsSummary.render(
            List.of(ok(trials.get(0), 0.8, 41), failed(trials.get(1))),
            new TrialLabels(trials),
            Metric.ACCURACY,
            Set.of(trials.get(0).id()));
    assertThat(table.lines().filter(line -> line.startsWith("*"))).hasSize(1);
    assertThat(table).contains("0.800", "41 s", "OUT_OF_MEMORY");
  }

  private ProgressPrinter printer(boolean terminal) {
    return new ProgressPrinter(
        new PrintWriter(text),
        terminal,
        Metric.ACCURACY,
        new TrialLabels(trials),
        trials,
        spec -> 20,
        2);
  }

  private static TrialResult ok(TrialSpec spec, double accuracy, double seconds) {
    Instant now = Instant.now();
    return new TrialResult(
        spec,
        Status.OK,
        null,
        "",
        Measurements.NONE.with(Metric.ACCURACY, accuracy).with(Metric.TOTAL_SECONDS, seconds),
        List.of(),
        List.of(),
        Provenances.ofThisProcess(1, "cpu", now, now));
  }

  private static TrialResult failed(TrialSpec spec) {
    Instant now = Instant.now();
    return Failures.result(
        spec,
        FailureCategory.OUT_OF_MEMORY,
        "CUDA out of memory",
        Provenances.ofThisProcess(1, "cpu", now, now));
  }
}
