package io.sparing.run;

import ai.djl.Device;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.FullFineTuning;
import io.sparing.adapt.Strategy;
import io.sparing.measure.Metric;
import io.sparing.model.Encoders;
import io.sparing.model.ModelManifest;
import io.sparing.script.ScriptModule;
import io.sparing.task.Samples;
import io.sparing.task.TextBatches;
import io.sparing.train.Trainer;
import io.sparing.train.TrainingSettings;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What a teacher says about all training rows, computed once.
 *
 * @param answers to the rows
 * @param seconds that the teacher's training and answering took
 */
record Lesson(Answers answers, double seconds) implements AutoCloseable {

  private static final Strategy FULL = new FullFineTuning();

  /**
   * Fine-tunes a teacher as the student will be trained, at the learning rate of full fine-tuning,
   * and lets it answer.
   *
   * @param corpus the student's rows, tokenized for the teacher
   * @param layers of the student, if they are matched with the teacher's
   * @throws IOException if the teacher's files cannot be read, or its states not be kept
   */
  static Lesson by(
      Corpus<?, ?> corpus, Training training, Device device, OptionalInt layers, long seed)
      throws IOException {
    ModelManifest teacher = corpus.model();
    ScriptModule encoder = Encoders.load(teacher);
    Fitted fitted;
    try (PromptTask task = new PromptTask(corpus, encoder, device)) {
      Adaptation.Lane lane = new Adaptation.Lane(new TreeMap<>(), seed);
      ScriptModule adapted = FULL.adapt(encoder, new Adaptation(teacher, task, List.of(lane)));
      fitted = training.run(adapted, encoder, corpus);
    }
    ScriptModule trained = FULL.deploy(fitted.model(), 0);
    double seconds = fitted.measurements().find(Metric.TRAIN_SECONDS).orElseThrow();
    long start = System.nanoTime();
    Samples<?, ?> rows = corpus.train();
    Answers answers =
        Answers.of(trained, teacher, TextBatches.of(rows.texts()), rows.lengths(), layers, device);
    return new Lesson(answers, seconds + (System.nanoTime() - start) / 1e9);
  }

  /** Returns the settings by which a teacher is trained for a student with these. */
  static TrainingSettings settings(TrainingSettings student) {
    double rate = FULL.defaultLearningRate().orElseThrow();
    return student.with(student.optimizer().withLearningRate(rate));
  }

  /** Returns the student's rows with this lesson beside them. */
  TaughtBatches beside(Trainer.Inputs texts) {
    return new TaughtBatches(texts, answers);
  }

  @Override
  public void close() {
    answers.close();
  }
}
