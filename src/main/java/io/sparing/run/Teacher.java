package io.sparing.run;

import io.sparing.script.ScriptModule;

/**
 * A fine-tuned teacher.
 *
 * @param model the classifier as it is deployed
 * @param cost of its training
 * @param found whether it was found trained in the sweep's folder
 */
record Teacher(ScriptModule model, TeacherCost cost, boolean found) {

  /** Returns what it cost outside the trial that asks it. */
  TeacherCost before() {
    return found ? cost : TeacherCost.NONE;
  }
}
