package io.sparing.torture;

import java.util.List;

/** Where the trials of a round run. */
enum Mode {
  /** Spark embedded in the driver. */
  LOCAL,
  /** A standalone master with two workers. */
  CLUSTER;

  /** Whom disturbances are for, as often as they are likely. */
  List<Target> targets() {
    return switch (this) {
      case LOCAL -> List.of(Target.DRIVER, Target.WORKER, Target.WORKER, Target.TERMINAL);
      case CLUSTER -> List.of(Target.DRIVER, Target.EXECUTOR, Target.WORKER);
    };
  }

  /** The mode of the next round. */
  Mode next() {
    return this == LOCAL ? CLUSTER : LOCAL;
  }
}
