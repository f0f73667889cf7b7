package io.sparing.sweep;

import static io.sparing.sweep.Assumptions.CLASSES;
import static io.sparing.sweep.Assumptions.FIXED_SECONDS;
import static io.sparing.sweep.Assumptions.FLOPS_PER_CORE;
import static io.sparing.sweep.Assumptions.INFERENCE_BATCH;
import static io.sparing.sweep.Assumptions.LATENCY_TEXTS;
import static io.sparing.sweep.Assumptions.MEAN_TOKENS;
import static io.sparing.sweep.Assumptions.STEP_SECONDS;
import static io.sparing.sweep.Assumptions.WORKER_BYTES;

import io.sparing.measure.Metric;
import io.sparing.train.TrainingSettings;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says beforehand what a trial will need on a CPU, from the model's sizes, the strategy and the
 * settings; what it takes for granted is in {@code Assumptions}. Meant to be right within a factor
 * of two or three, and better once {@link #calibrate calibrated} by results of the same machine.
 */
public final class Estimator {

  private final int cores;
  private final Map<Effort, Double> factors;
  private final double commonFactor;

  private Estimator(int cores, Map<Effort, Double> factors, double commonFactor) {
    this.cores = cores;
    this.factors = factors;
    this.commonFactor = commonFactor;
  }

  /**
   * An estimator that has seen no result.
   *
   * @param cores that one trial has to itself, at least 1
   */
  public static Estimator of(int cores) {
    if (cores < 1) {
      throw new IllegalArgumentException("Invalid cores: %d; expected at least 1".formatted(cores));
    }
    return new Estimator(cores, new EnumMap<>(Effort.class), 1);
  }

  /**
   * An estimator whose seconds are scaled by the median of measured over expected, by family of
   * strategies (frozen, probe, parameter-efficient, full); a family without results is scaled by
   * the median of all. Only trials that ended well on a CPU count, and whose model is still there.
   * Memory is not scaled.
   */
  public Estimator calibrate(List<TrialResult> results) {
    Map<Effort, List<Double>> ratios = new EnumMap<>(Effort.class);
    List<Double> all = new ArrayList<>();
    for (TrialResult result : results) {
      double measured = result.measurements().find(Metric.TOTAL_SECONDS).orElse(0);
      Optional<Outline> outline = Outline.find(result.spec());
      if (result.ok()
          && measured > 0
          && !result.provenance().device().equals("gpu")
          && outline.isPresent()) {
        int threads = Math.max(1, result.provenance().threads());
        double ratio = measured / analyticSeconds(outline.get(), threads);
        ratios.computeIfAbsent(outline.get().effort(), e -> new ArrayList<>()).add(ratio);
        all.add(ratio);
      }
    }
    if (all.isEmpty()) {
      return this;
    }
    Map<Effort, Double> medians = new EnumMap<>(Effort.class);
    ratios.forEach((effort, values) -> medians.put(effort, median(values)));
    return new Estimator(cores, medians, median(all));
  }

  /**
   * What a trial is expected to need.
   *
   * @throws IllegalArgumentException if its model or strategy is unknown
   */
  public Expectation expect(TrialSpec spec) {
    Outline trial = Outline.of(spec);
    double factor = factors.getOrDefault(trial.effort(), commonFactor);
    return new Expectation(
        factor * analyticSeconds(trial, cores),
        hostBytes(trial),
        trial.size().weightBytes(trial.numbers(), trial.cost()),
        trial.trainable());
  }

  private static double analyticSeconds(Outline trial, int cores) {
    double perText = secondsPerText(trial.size(), trial.spec(), cores);
    double answering =
        (trial.rows().test() + LATENCY_TEXTS) * perText / trial.cost().answeringSpeed();
    return FIXED_SECONDS + answering + learningSeconds(trial, perText, cores);
  }

  private static double secondsPerText(EncoderSize size, TrialSpec spec, int cores) {
    return size.forwardFlops(Math.min(spec.maxLength(), MEAN_TOKENS)) / (FLOPS_PER_CORE * cores);
  }

  private static double learningSeconds(Outline trial, double perText, int cores) {
    TrialSpec spec = trial.spec();
    if (spec.training().isEmpty()) {
      Object shots = spec.strategyParameters().getOrDefault("shots", 0L);
      return (1 + (Long) shots) * CLASSES * perText;
    }
    double own = trainingSeconds(trial, trial.effort(), perText) / trial.cost().trainingSpeed();
    double taught =
        trial
            .teacher()
            .map(size -> trainingSeconds(trial, Effort.FULL, secondsPerText(size, spec, cores)))
            .orElse(0.0);
    return own + taught;
  }

  private static double trainingSeconds(Outline trial, Effort effort, double perText) {
    TrainingSettings training = trial.spec().training().orElseThrow();
    long rows = trial.rows().train();
    double passes = effort == Effort.PROBE ? 1 : (double) effort.passes() * training.epochs();
    double steps = training.epochs() * Math.ceil((double) rows / training.batchSize());
    return rows * passes * perText + steps * STEP_SECONDS;
  }

  private static long hostBytes(Outline trial) {
    TrialSpec spec = trial.spec();
    EncoderSize size = trial.size();
    int batch = spec.training().map(TrainingSettings::batchSize).orElse(INFERENCE_BATCH);
    // Training keeps every layer's activations for the way back, answering only the present one's.
    boolean keeps = trial.effort().passes() > 0 && !checkpoints(spec);
    long layers = keeps ? size.model().layers() : 1;
    long features =
        trial.effort() == Effort.PROBE ? 4L * size.model().hidden() * trial.rows().train() : 0;
    long gradientAndMoments = 3 * Float.BYTES * trial.trainable();
    // The weights are there twice: as the file is read and in libtorch.
    long weights = 2L * Float.BYTES * trial.numbers();
    return WORKER_BYTES
        + weights
        + gradientAndMoments
        + features
        + batch * layers * size.layerBytes(spec.maxLength());
  }

  private static boolean checkpoints(TrialSpec spec) {
    return spec.training().map(training -> training.memory().gradientCheckpointing()).orElse(false);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
