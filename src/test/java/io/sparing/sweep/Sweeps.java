package io.sparing.sweep;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Provenance;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sweeps, trials and results that several tests use. */
public final class Sweeps {

  public static final String HEADER =
      """
      name: small
      dataset: wordnet-topic
      metric: accuracy
      """;

  private Sweeps() {}

  public static Sweep parse(String text, String... overrides) {
    return SweepParser.parse(text, "small.yaml", List.of(overrides));
  }

  /** A trial of zero-shot on MiniLM that differs by its seed. */
  public static TrialSpec trial(int seed) {
    return trial(Map.of("strategy", "zero-shot", "seed", seed));
  }

  public static TrialSpec trial(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("dataset", "wordnet-topic");
    all.putIfAbsent("model", "minilm-l6");
    return TrialSpecParser.fromSettings(all);
  }

  public static TrialResult ok(TrialSpec spec, double seconds) {
    Measurements measured = Measurements.NONE.with(Metric.TOTAL_SECONDS, seconds);
    return result(spec, Status.OK, null, measured);
  }

  public static TrialResult failed(TrialSpec spec, FailureCategory category) {
    return result(spec, Status.FAILED, category, Measurements.NONE);
  }

  public static TrialResult result(
      TrialSpec spec, Status status, FailureCategory category, Measurements measured) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Provenance provenance =
        new Provenance("0", "jvm", "0", "0", "cpu", "host", 1, "cpu", "", "", 1, now, now);
    return new TrialResult(
        spec, status, category, "ünïcode message", measured, List.of(1.5), List.of(), provenance);
  }
}
