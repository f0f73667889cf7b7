package io.sparing.needs;

import static io.sparing.needs.Assumptions.FIXED_SECONDS;
import static io.sparing.needs.Assumptions.FLOPS_PER_CORE;
import static io.sparing.needs.Assumptions.INFERENCE_BATCH;
import static io.sparing.needs.Assumptions.LATENCY_TEXTS;
import static io.sparing.needs.Assumptions.MEAN_TOKENS;
import static io.sparing.needs.Assumptions.MEMORY_BYTES_A_SECOND;
import static io.sparing.needs.Assumptions.STEP_SECONDS;
import static io.sparing.needs.Assumptions.WORKER_BYTES;

import io.sparing.train.TrainingSettings;
import io.sparing.trial.TrialSpec;

/**
 * What a trial needs by its sizes alone, before anything was measured: arithmetic on a CPU. The
 * numbers that it assumes are in {@code Assumptions}; results correct it in {@link NeedsModel}.
 */
final class Analytic {

  private Analytic() {}

  /** Returns wall seconds of the whole trial. */
  static double seconds(Outline trial, int cores) {
    double answering = (trial.rows().test() + LATENCY_TEXTS) * secondsToAnswer(trial, cores);
    return FIXED_SECONDS + answering + learningSeconds(trial, cores);
  }

  /** Returns seconds to answer one text. */
  static double secondsToAnswer(Outline trial, int cores) {
    double searching = Float.BYTES * trial.kept() / MEMORY_BYTES_A_SECOND;
    return secondsPerText(trial.size(), trial.spec(), cores) / trial.cost().answeringSpeed()
        + searching;
  }

  /** Returns seconds to train, or to read the rows that are kept or the demonstrations. */
  static double learningSeconds(Outline trial, int cores) {
    TrialSpec spec = trial.spec();
    double perText = secondsPerText(trial.size(), spec, cores);
    if (spec.training().isEmpty() && spec.readsTrainingRows()) {
      return trial.rows().train() * perText;
    }
    if (spec.training().isEmpty()) {
      Object shots = spec.strategyParameters().getOrDefault("shots", 0L);
      return (1 + (Long) shots) * trial.size().classes() * perText;
    }
    double own = trainingSeconds(trial, trial.effort(), perText) / trial.cost().trainingSpeed();
    double taught =
        trial
            .teacher()
            .map(size -> trainingSeconds(trial, Effort.FULL, secondsPerText(size, spec, cores)))
            .orElse(0.0);
    return own + taught;
  }

  /** Returns the largest resident memory of the worker, in bytes. */
  static long hostBytes(Outline trial) {
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

  private static double secondsPerText(EncoderSize size, TrialSpec spec, int cores) {
    return size.forwardFlops(Math.min(spec.maxLength(), MEAN_TOKENS)) / (FLOPS_PER_CORE * cores);
  }

  private static double trainingSeconds(Outline trial, Effort effort, double perText) {
    TrainingSettings training = trial.spec().training().orElseThrow();
    long rows = trial.rows().train();
    double passes = effort == Effort.PROBE ? 1 : (double) effort.passes() * training.epochs();
    double steps = training.epochs() * Math.ceil((double) rows / training.batchSize());
    return rows * passes * perText + steps * STEP_SECONDS;
  }

  private static boolean checkpoints(TrialSpec spec) {
    return spec.training().map(training -> training.memory().gradientCheckpointing()).orElse(false);
  }
}
