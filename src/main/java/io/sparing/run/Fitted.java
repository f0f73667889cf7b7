package io.sparing.run;

import io.sparing.measure.Measurements;
import io.sparing.script.ScriptModule;
import io.sparing.trial.CurvePoint;
import java.util.List;

/**
 * What training came to.
 *
 * @param model with its trained values
 * @param measurements of the training
 * @param curve the learning curve, oldest point first
 */
record Fitted(ScriptModule model, Measurements measurements, List<CurvePoint> curve) {

  /** Returns the same training of another tree. */
  Fitted with(ScriptModule other) {
    return new Fitted(other, measurements, curve);
  }
}
