package io.sparing.trial;

import ai.djl.Device;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.FullFineTuning;
import io.sparing.adapt.Strategy;
import io.sparing.measure.Metric;
import io.sparing.model.Encoders;
import io.sparing.model.HiddenStates;
import io.sparing.model.ModelManifest;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.train.Trainer;
import io.sparing.train.TrainingSettings;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/**
 * A teacher's answers to all training rows, computed once.
 *
 * @param logits [classes] of each row
 * @param states of unit length [layers · hidden] of each row
 * @param layers of the teacher that the student's are matched with
 * @param seconds that the teacher's training and answering took
 */
record Lesson(float[][] logits, float[][] states, int layers, double seconds) {

  private static final Strategy FULL = new FullFineTuning();

  /**
   * Fine-tunes a teacher as the student will be trained, at the learning rate of full fine-tuning,
   * and lets it answer.
   *
   * @param corpus the student's rows, tokenized for the teacher
   * @param layers of the student
   * @throws IOException if the teacher's files cannot be read
   */
  static Lesson by(Corpus corpus, Training training, Device device, int layers, long seed)
      throws IOException {
    ModelManifest teacher = corpus.model();
    ScriptModule encoder = Encoders.load(teacher);
    ScriptModule trained;
    try (PromptTask task = new PromptTask(corpus, encoder, device)) {
      Adaptation.Lane lane = new Adaptation.Lane(new TreeMap<>(), seed);
      ScriptModule adapted = FULL.adapt(encoder, new Adaptation(teacher, task, List.of(lane)));
      trained = FULL.deploy(training.run(adapted, encoder, corpus), 0);
    }
    long start = System.nanoTime();
    Corpus.Texts rows = corpus.train();
    TextBatches texts = TextBatches.of(rows.texts());
    try (LoadedScript script = LoadedScript.load(HiddenStates.addTo(trained), device)) {
      float[][] logits = Inference.run(script, "logits", texts, rows.lengths());
      float[][] all = Inference.run(script, "first_tokens", texts, rows.lengths());
      double answering = (System.nanoTime() - start) / 1e9;
      double seconds = training.measurements().find(Metric.TRAIN_SECONDS).orElseThrow() + answering;
      return new Lesson(logits, matched(all, teacher, layers), layers, seconds);
    }
  }

  /** The settings by which a teacher is trained for a student with these. */
  static TrainingSettings settings(TrainingSettings student) {
    double rate = FULL.defaultLearningRate().orElseThrow();
    return student.with(student.optimizer().withLearningRate(rate));
  }

  /**
   * The states that the student's layers are matched with: its last with the teacher's last, the
   * others evenly below.
   */
  private static float[][] matched(float[][] all, ModelManifest teacher, int layers) {
    int hidden = teacher.hidden();
    float[][] matched = new float[all.length][layers * hidden];
    for (int row = 0; row < all.length; row++) {
      for (int layer = 1; layer <= layers; layer++) {
        int from = Math.max(1, Math.round((float) layer * teacher.layers() / layers)) - 1;
        copyUnit(all[row], from * hidden, matched[row], (layer - 1) * hidden, hidden);
      }
    }
    return matched;
  }

  private static void copyUnit(float[] from, int at, float[] to, int toAt, int length) {
    double squares = 1e-24;
    for (int i = 0; i < length; i++) {
      squares += (double) from[at + i] * from[at + i];
    }
    for (int i = 0; i < length; i++) {
      to[toAt + i] = (float) (from[at + i] / Math.sqrt(squares));
    }
  }

  /** The student's rows with this lesson beside them. */
  TaughtBatches beside(Trainer.Inputs texts) {
    return new TaughtBatches(texts, logits, states, layers);
  }
}
