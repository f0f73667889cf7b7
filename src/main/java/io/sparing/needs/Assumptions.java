package io.sparing.needs;

/** Every number that {@code Analytic} assumes, in one place. */
public final class Assumptions {

  /** Floating-point operations a second that one core does, fp32, all overheads included. */
  static final double FLOPS_PER_CORE = 40e9;

  /** Tokens of a mean text, where {@code max_length} does not cut it shorter. */
  static final int MEAN_TOKENS = 24;

  /** Classes of a task where the data set does not say. */
  public static final int CLASSES = 10;

  /** Texts answered one by one to measure latency. */
  static final int LATENCY_TEXTS = 100;

  /** Bytes of memory that a processor reads in a second. */
  static final double MEMORY_BYTES_A_SECOND = 10e9;

  /** Seconds to load a model and a data set, whatever the trial. */
  static final double FIXED_SECONDS = 2;

  /** Seconds that an optimizer step costs beside its arithmetic. */
  static final double STEP_SECONDS = 1e-3;

  /** Rows in a batch where a trial sets none. */
  static final int INFERENCE_BATCH = 32;

  /** Resident bytes of a worker with libtorch and a data set loaded and no model. */
  static final long WORKER_BYTES = 450L << 20;

  private Assumptions() {}
}
