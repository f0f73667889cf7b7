package io.sparing.needs;

import static io.sparing.needs.Assumptions.LATENCY_TEXTS;

import io.sparing.train.TrainingSettings;
import io.sparing.trial.TrialSpec;

/**
 * The parts of a trial's seconds: each as a device of some nominal speed would need them. Its
 * coefficients say how much slower or faster a real device is at each.
 */
final class TimeTerms {

  /** How many there are. */
  static final int COUNT = 9;

  /** Coefficients of a core of a CPU, before anything was measured. */
  static final double[] CPU = {2, 1, 1, 1, 1e-4, 2e-4, 0.3, 2, 1};

  /**
   * Coefficients of a GPU: it computes thousands of times as fast as a core, and what its steps
   * take is mostly the launches of their many small parts.
   */
  static final double[] GPU = {2.5, 1e-3, 1e-3, 1e-3, 1.5e-3, 6e-4, 0.02, 2, 1e-3};

  private static final double FLOPS = Assumptions.FLOPS_PER_CORE;
  private static final int BATCH = Assumptions.INFERENCE_BATCH;
  private static final long MOST_VALIDATION_ROWS = 300;
  private static final double BYTES_A_SECOND = 1e9;

  private TimeTerms() {}

  /** Returns the terms of a trial with so many processors for itself, at least 1. */
  static double[] of(Outline trial, int processors) {
    double[] terms = new double[COUNT];
    add(terms, trial, trial.size(), trial.effort(), processors);
    trial
        .teacher()
        .ifPresent(teacher -> addTraining(terms, trial, teacher, Effort.FULL, processors));
    return terms;
  }

  private static void add(
      double[] terms, Outline trial, EncoderSize size, Effort effort, int processors) {
    TrialSpec spec = trial.spec();
    double forward = forward(size, trial) / processors;
    double searching = Float.BYTES * trial.kept() / Assumptions.MEMORY_BYTES_A_SECOND;
    double answering = forward / trial.cost().answeringSpeed() + searching;
    double layers = size.model().layers();
    double test = trial.rows().test();
    terms[0] += 1;
    terms[1] += LATENCY_TEXTS * answering;
    terms[2] += test * answering;
    terms[5] += (LATENCY_TEXTS + test / BATCH) * layers;
    terms[7] += Float.BYTES * size.model().parameters() / BYTES_A_SECOND;
    if (spec.training().isPresent()) {
      addTraining(terms, trial, size, effort, processors);
    } else if (spec.readsTrainingRows()) {
      terms[3] += trial.rows().train() * forward;
    } else {
      Object shots = spec.strategyParameters().getOrDefault("shots", 0L);
      terms[8] += (1 + (Long) shots) * size.classes() * forward;
    }
  }

  private static void addTraining(
      double[] terms, Outline trial, EncoderSize size, Effort effort, int processors) {
    TrialSpec spec = trial.spec();
    TrainingSettings training = spec.training().orElseThrow();
    double forward = forward(size, trial) / processors;
    double rows = trial.rows().train();
    double epochs = training.epochs();
    double layers = size.model().layers();
    double validated = Math.min(MOST_VALIDATION_ROWS, Math.max(1, rows / 8));
    double steps = epochs * Math.ceil(rows / training.rowsPerStep());
    double passes = epochs * Math.ceil(rows / training.batchSize());
    boolean probe = effort == Effort.PROBE;
    double again = training.memory().gradientCheckpointing() ? 1 : 0;
    terms[3] +=
        probe
            ? rows * forward
            : rows * epochs * (effort.passes() + again) * forward / trial.cost().trainingSpeed();
    terms[4] += probe ? steps : passes * layers * (effort.passes() + again);
    terms[2] += probe ? validated * forward : (epochs + 1) * validated * forward;
    terms[5] += (probe ? 1 : epochs + 1) * validated / BATCH * layers;
    terms[6] += steps * trial.trainable() * Float.BYTES / BYTES_A_SECOND;
  }

  /** Returns the seconds of a core for a text. */
  private static double forward(EncoderSize size, Outline trial) {
    return size.forwardFlops(Math.min(trial.spec().maxLength(), trial.rows().tokens())) / FLOPS;
  }
}
