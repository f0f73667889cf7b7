package io.sparing.selector;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.needs.CalibrationTrials;
import io.sparing.trial.Build;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.GpuModel;
import io.sparing.trial.Processor;
import io.sparing.trial.Provenance;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Made-up rows of the calibration trials: e5-small-v2 takes twice what minilm-l6 takes. */
public final class CalibrationRows {

  private static final Map<String, Double> TRAIN =
      Map.of("linear-probe", 0.5, "lora", 2.0, "full", 3.0);

  private static final Map<String, Double> QUALITY =
      Map.of("zero-shot", 0.5, "linear-probe", 0.7, "lora", 0.8, "full", 0.9);

  private final String hardware;
  private final Map<String, Double> slower = new HashMap<>();
  private double times = 1;
  private double batches = 1;
  private int threads = 2;
  private long seed;

  private CalibrationRows(String hardware) {
    this.hardware = hardware;
  }

  /** Returns rows of a processor, with its vector instructions behind its cores. */
  public static CalibrationRows on(String hardware) {
    return new CalibrationRows(hardware);
  }

  /** Makes everything take so many times as long. */
  public CalibrationRows slower(double factor) {
    times = factor;
    return this;
  }

  /** Makes trials of a model or a strategy take so many times as long beside. */
  public CalibrationRows slower(String name, double factor) {
    slower.put(name, factor);
    return this;
  }

  /** Makes answers in batches take so many times as long beside. */
  public CalibrationRows batches(double factor) {
    batches = factor;
    return this;
  }

  public CalibrationRows threads(int count) {
    threads = count;
    return this;
  }

  /** Of another seed these are no calibration trials, but like them. */
  public CalibrationRows seed(long other) {
    seed = other;
    return this;
  }

  /** Returns the same row, of another data set. */
  public static TrialResult ofData(TrialResult row, String dataset) {
    Map<String, Object> settings = new TreeMap<>(TrialSpecParser.toSettings(row.spec()));
    settings.put("dataset", dataset);
    return new TrialResult(
        TrialSpecParser.fromSettings(settings),
        row.status(),
        row.category(),
        row.message(),
        row.measurements(),
        row.latencySamplesMillis(),
        row.curve(),
        row.provenance());
  }

  public List<TrialResult> rows() {
    List<TrialResult> rows = new ArrayList<>();
    CalibrationTrials.of(DeviceKind.CPU).forEach(spec -> rows.add(row(spec.withSeed(seed))));
    return rows;
  }

  private TrialResult row(TrialSpec spec) {
    double size = spec.model().equals("minilm-l6") ? 1 : 2;
    double time = size * times * of(spec.model()) * of(spec.strategy());
    double answer = spec.numberFormat().equals("int8") ? 0.6 * time : time;
    Map<Metric, Double> measured = new EnumMap<>(Metric.class);
    measured.put(Metric.ACCURACY, QUALITY.get(spec.strategy()) + 0.01 * size);
    measured.put(Metric.LATENCY_P50, 4 * answer);
    measured.put(Metric.LATENCY_P95, 5 * answer);
    measured.put(Metric.THROUGHPUT, 400 / answer / batches);
    measured.put(Metric.PEAK_HOST_BYTES, 0.5e9 + 0.2e9 * size);
    double train = TRAIN.getOrDefault(spec.strategy(), 0.0) * time;
    if (train > 0) {
      measured.put(Metric.TRAIN_SECONDS, 1.1 * train);
      measured.put(Metric.TRAIN_SECONDS_ALONE, train);
      measured.put(Metric.DEVICE_HOURS, 1.1 * train * threads / 3_600);
    }
    return new TrialResult(
        spec,
        Status.OK,
        null,
        "",
        new Measurements(measured, Map.of()),
        List.of(),
        List.of(),
        provenance());
  }

  private double of(String name) {
    return slower.getOrDefault(name, 1.0);
  }

  private Provenance provenance() {
    int comma = hardware.lastIndexOf(", ");
    return new Provenance(
        "",
        "",
        "",
        "",
        hardware.substring(0, comma),
        "host",
        threads,
        "cpu",
        "",
        "",
        1,
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(60),
        Build.UNKNOWN,
        new Processor("", hardware.substring(comma + 2), 2),
        GpuModel.NONE,
        1);
  }
}
