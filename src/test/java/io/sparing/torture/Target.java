package io.sparing.torture;

/** Whom a disturbance is for. */
enum Target {
  DRIVER,
  /** Spark's executor on a cluster; in local mode the driver is its own. */
  EXECUTOR,
  /** A process that runs trials. */
  WORKER,
  /** The driver and, a moment earlier, its workers: what closing a terminal or Ctrl-C does. */
  TERMINAL;

  /** Whether a signal to it also ends, or pauses, the driver. */
  boolean hitsDriver() {
    return this == DRIVER || this == TERMINAL;
  }
}
