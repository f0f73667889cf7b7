package io.sparing.results;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.trial.Build;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.GpuModel;
import io.sparing.trial.Processor;
import io.sparing.trial.Provenance;
import io.sparing.trial.Status;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import io.sparing.trial.WrittenResult;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Results for tests, with values that a careless table would lose. */
public final class SampleResults {

  /** When the samples ended. */
  public static final Instant FINISHED = Instant.parse("2026-03-29T01:30:00.123456Z");

  private SampleResults() {}

  /** A LoRA trial that measured some metrics and has a curve. */
  public static TrialResult lora(long seed, double accuracy) {
    Measurements measurements =
        new Measurements(
            Map.of(
                Metric.ACCURACY,
                accuracy,
                Metric.PEAK_HOST_BYTES,
                9_007_199_254_740_991.0,
                Metric.TRAIN_SECONDS,
                0.1 + 0.2),
            Map.of(Metric.ENERGY_JOULES, "no meter: neither \"NVML\" nor RAPL"));
    return result(
        spec(Map.of("strategy", "lora", "target_modules", "query+output", "seed", seed)),
        Status.OK,
        null,
        "",
        measurements,
        FINISHED);
  }

  /** A trial that failed before it measured anything; its strategy has no parameters. */
  public static TrialResult failed(FailureCategory category) {
    return result(
        spec(Map.of("strategy", "full", "learning_rate", 1e-5)),
        Status.FAILED,
        category,
        "worker said \"no\", then\ndied",
        Measurements.NONE,
        FINISHED.plusSeconds(1));
  }

  /** A trial that trains nothing, so has neither training settings nor a curve. */
  public static TrialResult fewShot() {
    TrialResult result =
        result(
            spec(Map.of("strategy", "few-shot", "shots", 4)),
            Status.OK,
            null,
            "",
            Measurements.NONE.with(Metric.ACCURACY, 0.5),
            FINISHED.plusSeconds(2));
    return with(result, List.of());
  }

  /** Results as they are stored, each the first of its trial. */
  public static List<StoredResult> stored(TrialResult... results) {
    return Arrays.stream(results)
        .map(result -> StoredResult.of(WrittenResult.of(result), 1))
        .toList();
  }

  /** The row of a result that is the first of its trial. */
  static Row row(TrialResult result, String sweep) {
    return TrialsTable.toRow(StoredResult.of(WrittenResult.of(result), 1), sweep);
  }

  /** The same trial with another curve. */
  public static TrialResult with(TrialResult result, List<CurvePoint> curve) {
    return new TrialResult(
        result.spec(),
        result.status(),
        result.category(),
        result.message(),
        result.measurements(),
        result.latencySamplesMillis(),
        curve,
        result.provenance());
  }

  /** The same trial on another device. */
  public static TrialResult on(String device, TrialResult result) {
    Provenance from = result.provenance();
    return new TrialResult(
        result.spec(),
        result.status(),
        result.category(),
        result.message(),
        result.measurements(),
        result.latencySamplesMillis(),
        result.curve(),
        new Provenance(
            from.codeVersion(),
            from.jvm(),
            from.djl(),
            from.pytorch(),
            from.hardware(),
            from.host(),
            from.threads(),
            device,
            from.weightsSha256(),
            from.dataSha256(),
            from.lanes(),
            from.startedAt(),
            from.finishedAt(),
            from.build(),
            from.processor(),
            from.gpu(),
            from.slots()));
  }

  /** A result with everything given but the samples, the curve and the rest of its provenance. */
  public static TrialResult result(
      TrialSpec spec,
      Status status,
      FailureCategory category,
      String message,
      Measurements measurements,
      Instant finished) {
    return new TrialResult(
        spec,
        status,
        category,
        message,
        measurements,
        List.of(1.5, 2.25, 1e-3),
        List.of(new CurvePoint(10, 0.5, 1.25, 2.0, null), new CurvePoint(20, 1.0, 2.5, 1.5, 0.75)),
        new Provenance(
            "0.1",
            "jvm",
            "0.35.1",
            "2.7.1",
            "Zenbleed, 2 cores",
            "höst",
            2,
            "cpu",
            "ab",
            "cd",
            1,
            finished.minusNanos(1_234_567_000),
            finished,
            new Build("ab".repeat(20), true),
            new Processor("Zenbleed", "avx2 fma", 2),
            new GpuModel("NVIDIA H200", 150_754_820_096L, "9.0", "580.1", "GPU-1"),
            4));
  }

  /** A spec from the settings that matter to a test. */
  public static TrialSpec spec(Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putIfAbsent("dataset", "wordnet-topic");
    all.putIfAbsent("model", "minilm-l6");
    return TrialSpecParser.fromSettings(all);
  }
}
