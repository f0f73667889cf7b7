package io.sparing.selector;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Provenance;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpecParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Hand-made trial results. */
public final class Trials {

  /** Data sets that come with Sparing. */
  static final String[] FOUR = {"ag-news", "mrpc", "sst-2", "wordnet-topic"};

  private final Map<String, Object> settings = new TreeMap<>();
  private final Map<Metric, Double> measured = new EnumMap<>(Metric.class);
  private final Map<Metric, String> notes = new EnumMap<>(Metric.class);
  private List<CurvePoint> curve = List.of();
  private String device = "cpu";
  private long seconds;

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

  /**
   * Two models, three ways to train on 200 and 2,000 examples, and two without training, with two
   * seeds on each data set: more examples, more memory and a larger model are better, and full
   * fine-tuning needs most. Readings differ by up to a tenth, qualities by up to 0.003.
   */
  public static List<TrialResult> world(String... datasets) {
    List<TrialResult> results = new ArrayList<>();
    for (String dataset : datasets) {
      for (String model : List.of("minilm-l6", "bge-small")) {
        for (long seed = 0; seed < 2; seed++) {
          Random random = new Random((dataset + model + seed).hashCode());
          double bonus = model.equals("bge-small") ? 0.02 : 0;
          double size = model.equals("bge-small") ? 2 : 1;
          for (int rows : new int[] {200, 2_000}) {
            double more = rows == 200 ? 0 : 1;
            trial("linear-probe", dataset, model, seed, rows)
                .near(random, 0.7 * size, 8 * size, size * rows / 500)
                .into(results, 0.70 + 0.05 * more + bonus, random);
            trial("lora", dataset, model, seed, rows)
                .near(random, 1.5 * size, 8 * size, size * rows / 100)
                .into(results, 0.72 + 0.13 * more + bonus, random);
            trial("full", dataset, model, seed, rows)
                .near(random, 3 * size, 8 * size, size * rows / 60)
                .into(results, 0.68 + 0.22 * more + bonus, random);
          }
          for (String strategy : List.of("zero-shot", "few-shot")) {
            trial(strategy, dataset, model, seed, 0)
                .near(random, 0.6 * size, 8 * size, 0)
                .into(results, (strategy.equals("few-shot") ? 0.6 : 0.5) + bonus, random);
          }
        }
      }
    }
    return results;
  }

  private static Trials trial(String strategy, String dataset, String model, long seed, int rows) {
    Trials trial = of(strategy).dataset(dataset).set("model", model).seed(seed);
    return rows > 0 ? trial.set("train_examples", rows) : trial;
  }

  private Trials near(Random random, double memory, double latency, double train) {
    return needs(tenth(random, memory), tenth(random, latency), tenth(random, train));
  }

  private void into(List<TrialResult> results, double quality, Random random) {
    results.add(quality(quality + 0.006 * (random.nextDouble() - 0.5)));
  }

  private static double tenth(Random random, double value) {
    return value * (0.95 + 0.1 * random.nextDouble());
  }

  public Trials set(String name, Object value) {
    settings.put(name, value);
    return this;
  }

  public Trials dataset(String name) {
    return set("dataset", name);
  }

  public Trials seed(long seed) {
    return set("seed", seed);
  }

  /** {@code cpu} or {@code gpu}; before the needs. */
  public Trials device(String name) {
    device = name;
    return this;
  }

  /** Memory in GB, latency in milliseconds, training in seconds, which are the device's too. */
  public Trials needs(double memory, double latency, double train) {
    measure(device.equals("gpu") ? Metric.PEAK_DEVICE_BYTES : Metric.PEAK_HOST_BYTES, memory * 1e9);
    measure(Metric.LATENCY_P95, latency);
    measure(Metric.TOTAL_SECONDS, train + 10);
    measure(Metric.TRAIN_SECONDS, train);
    return measure(Metric.DEVICE_HOURS, train / 3_600);
  }

  public Trials measure(Metric metric, double value) {
    measured.put(metric, value);
    return this;
  }

  /** How it was measured. */
  public Trials note(Metric metric, String words) {
    notes.put(metric, words);
    return this;
  }

  public Trials without(Metric metric) {
    measured.remove(metric);
    return this;
  }

  /** Training rows that it found. */
  public Trials used(long rows) {
    return measure(Metric.TRAIN_EXAMPLES_USED, (double) rows);
  }

  /** Labels that the trial found in its data set. */
  public Trials classes(int classes) {
    return measure(Metric.CLASSES, classes);
  }

  /** Wall seconds from its start to its end. */
  public Trials took(long wall) {
    seconds = wall;
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
    return result(Status.OK, null);
  }

  public TrialResult failed(FailureCategory category) {
    return result(Status.FAILED, category);
  }

  private TrialResult result(Status status, FailureCategory category) {
    return new TrialResult(
        TrialSpecParser.fromSettings(settings),
        status,
        category,
        "",
        new Measurements(measured, notes),
        List.of(),
        curve,
        new Provenance(
            "",
            "",
            "",
            "",
            "",
            "",
            1,
            device,
            "",
            "",
            1,
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(seconds)));
  }
}
