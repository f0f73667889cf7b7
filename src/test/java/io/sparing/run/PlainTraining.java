package io.sparing.run;

import ai.djl.Device;
import io.sparing.train.Control;
import io.sparing.train.Trainer;
import io.sparing.trial.TrialSpec;

/** Training without a number format, a teacher or layers that freeze. */
final class PlainTraining {

  private PlainTraining() {}

  /** Of a trial, on the CPU with one thread. */
  static Training of(TrialSpec spec) {
    return new Training(
        spec.training().orElseThrow(),
        Trainer.Options.PLAIN,
        spec.seed(),
        Device.cpu(),
        1,
        Control.NONE,
        share -> {},
        Presence.absent("a test"));
  }
}
