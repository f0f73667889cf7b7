package io.sparing.selector;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.Provenance;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpecParser;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Hand-made trial results. */
public final class Trials {

  private final Map<String, Object> settings = new TreeMap<>();
  private final Map<Metric, Double> measured = new EnumMap<>(Metric.class);
  private List<CurvePoint> curve = List.of();

  private Trials(String strategy) {
    settings.put("dataset", "wordnet-topic");
    settings.put("model", "minilm-l6");
    settings.put("strategy", strategy);
  }

  public static Trials of(String strategy) {
    return new Trials(strategy);
  }

  /** full needs 4 GB for 0.9, lora 2 GB for 0.85, zero-shot 1 GB for 0.6; as is the latency. */
  public static List<TrialResult> crossing() {
    return List.of(
        of("full").set("train_examples", 2000).needs(4, 20, 100).quality(0.9),
        of("lora").set("train_examples", 1000).needs(2, 25, 40).quality(0.85),
        of("zero-shot").needs(1, 10, 0).quality(0.6));
  }

  public Trials set(String name, Object value) {
    settings.put(name, value);
    return this;
  }

  /** Memory in GB, latency in milliseconds, training in seconds. */
  public Trials needs(double memory, double latency, double train) {
    measured.put(Metric.PEAK_HOST_BYTES, memory * 1e9);
    measured.put(Metric.LATENCY_P95, latency);
    measured.put(Metric.TOTAL_SECONDS, train + 10);
    measured.put(Metric.TRAIN_SECONDS, train);
    return this;
  }

  /** Labels that the trial found in its data set. */
  public Trials classes(int classes) {
    measured.put(Metric.CLASSES, (double) classes);
    return this;
  }

  /** A curve of one point an epoch. */
  public Trials ran(int epochs, long stepsPerEpoch) {
    measured.put(Metric.TRAIN_STEPS, (double) epochs * stepsPerEpoch);
    curve =
        IntStream.rangeClosed(1, epochs)
            .mapToObj(epoch -> new CurvePoint(epoch * stepsPerEpoch, epoch, epoch, 1, 0.5))
            .toList();
    return this;
  }

  public TrialResult quality(double accuracy) {
    measured.put(Metric.ACCURACY, accuracy);
    return new TrialResult(
        TrialSpecParser.fromSettings(settings),
        Status.OK,
        null,
        "",
        new Measurements(measured),
        List.of(),
        curve,
        new Provenance("", "", "", "", "", "", 1, "cpu", "", "", 1, Instant.EPOCH, Instant.EPOCH));
  }
}
