package io.sparing.trial;

import io.sparing.adapt.FullFineTuning;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.model.ModelManifest;
import io.sparing.quant.Fp32;
import io.sparing.train.TrainingSettings;
import java.util.Optional;
import java.util.TreeMap;

/** The trials that train the teachers of others. */
public final class Teachers {

  private static final Strategy FULL = new FullFineTuning();

  private Teachers() {}

  /**
   * Returns the trial that trains a student's teacher: full fine-tuning of that model in fp32, at
   * full fine-tuning's default learning rate and otherwise as the student is trained, on the same
   * rows and with the same seed. Students that differ in nothing else share it.
   *
   * @return empty if the trial has no teacher
   */
  public static Optional<TrialSpec> of(TrialSpec student) {
    return Strategies.find(student.strategy())
        .teacher(student.strategyParameters())
        .map(teacher -> of(student, teacher));
  }

  private static TrialSpec of(TrialSpec student, ModelManifest teacher) {
    return new TrialSpec(
        student.dataset(),
        student.data(),
        student.trainExamples(),
        student.testExamples(),
        student.maxLength(),
        teacher.name(),
        FULL.name(),
        new TreeMap<>(),
        new Fp32().name(),
        student.training().map(Teachers::settings),
        student.seed());
  }

  private static TrainingSettings settings(TrainingSettings student) {
    double rate = FULL.defaultLearningRate().orElseThrow();
    return student.with(student.optimizer().withLearningRate(rate));
  }
}
