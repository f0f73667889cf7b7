package io.sparing.watch;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.process.Provenances;
import io.sparing.trial.Build;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.Provenance;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A sweep and results for tests of those who watch one. */
public final class WatchedResults {

  /** When every trial begins. */
  public static final Instant BEGIN = Instant.parse("2026-03-29T01:30:00.123456Z");

  /** The commit of the code that every trial ran. */
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private WatchedResults() {}

  private static Provenance provenance(int seconds) {
    Provenance here = Provenances.ofThisProcess(1, "cpu", BEGIN, BEGIN.plusSeconds(seconds));
    return new Provenance(
        here.codeVersion(),
        here.jvm(),
        here.djl(),
        here.pytorch(),
        here.hardware(),
        here.host(),
        here.threads(),
        here.device(),
        here.weightsSha256(),
        here.dataSha256(),
        here.lanes(),
        here.startedAt(),
        here.finishedAt(),
        new Build(COMMIT, false),
        here.processor(),
        here.gpu(),
        here.slots());
  }

  /** Returns the start of a sweep {@code mine} whose trials are all missing. */
  public static SweepStart start(List<TrialSpec> trials, List<TrialResult> earlier) {
    return new SweepStart(
        "mine", "what it is for", Metric.ACCURACY, trials, trials, earlier, 2, 1, BEGIN);
  }

  /** Returns a result with three metrics and a curve of so many points, 60 seconds long. */
  public static WrittenResult ok(TrialSpec spec, int points) {
    List<CurvePoint> curve =
        IntStream.rangeClosed(1, points)
            .mapToObj(i -> new CurvePoint(i, i, i, 1.0 / i, i % 2 == 0 ? 0.5 : null))
            .toList();
    return WrittenResult.of(
        new TrialResult(
            spec,
            Status.OK,
            null,
            "",
            new Measurements(
                Map.of(Metric.ACCURACY, 0.8, Metric.TOTAL_SECONDS, 60.0, Metric.CLASSES, 10.0)),
            List.of(1.5, 2.5),
            curve,
            provenance(60)));
  }

  /** Returns a result of a trial that ran out of memory. */
  public static WrittenResult failed(TrialSpec spec) {
    return WrittenResult.of(
        Failures.result(spec, FailureCategory.OUT_OF_MEMORY, "CUDA out of memory", provenance(1)));
  }
}
