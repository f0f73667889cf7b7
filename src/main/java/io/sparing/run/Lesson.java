package io.sparing.run;

import io.sparing.task.Samples;
import io.sparing.task.TextBatches;
import io.sparing.train.Trainer;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * What a teacher says about all training rows, computed once.
 *
 * @param answers to the rows
 * @param seconds that the teacher's training and answering took
 * @param before what of the teacher's training lies before the student's trial
 */
record Lesson(Answers answers, double seconds, TeacherCost before) implements AutoCloseable {

  /**
   * Lets a student's teacher answer.
   *
   * @param teaching brings the teacher
   * @param layers of the student, if they are matched with the teacher's
   * @throws IOException if the teacher's files cannot be read, or its states not be kept
   */
  static Lesson of(Teaching teaching, OptionalInt layers) throws IOException {
    Teacher teacher = teaching.forStudent();
    Presence presence = teaching.workplace().presence();
    long start = System.nanoTime() - presence.waitedNanos();
    Corpus<?, ?> corpus = teaching.corpus();
    Samples<?, ?> rows = corpus.train();
    Answers answers =
        Answers.of(
            teacher.model(),
            corpus.model(),
            TextBatches.of(rows.texts()),
            rows.lengths(),
            layers,
            teaching.workplace().device(),
            presence);
    double answering = (System.nanoTime() - presence.waitedNanos() - start) / 1e9;
    return new Lesson(answers, teacher.cost().seconds() + answering, teacher.before());
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
