package io.sparing.run;

import io.sparing.measure.Measurements;
import io.sparing.script.ScriptModule;
import io.sparing.train.Decision;
import io.sparing.trial.CurvePoint;
import java.util.List;

/**
 * What training came to.
 *
 * @param model with its trained values
 * @param measurements of the training
 * @param curve the learning curve, oldest point first
 * @param decisions what training changed, kept or took up by itself, oldest first
 * @param before what of a teacher's training lies before the trial
 */
record Fitted(
    ScriptModule model,
    Measurements measurements,
    List<CurvePoint> curve,
    List<Decision> decisions,
    TeacherCost before) {

  /** Returns the same training of another tree. */
  Fitted with(ScriptModule other) {
    return new Fitted(other, measurements, curve, decisions, before);
  }

  /** Returns the same training with more measurements. */
  Fitted with(Measurements more) {
    return new Fitted(model, measurements.with(more), curve, decisions, before);
  }

  /** Returns the same training after that of a teacher. */
  Fitted after(TeacherCost teacher) {
    return new Fitted(model, measurements, curve, decisions, teacher);
  }
}
