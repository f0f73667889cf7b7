package io.sparing.run;

import io.sparing.adapt.Adaptation;
import io.sparing.adapt.FullFineTuning;
import io.sparing.adapt.Strategy;
import io.sparing.measure.Metric;
import io.sparing.meter.HostMemory;
import io.sparing.model.Encoders;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import io.sparing.train.Control;
import io.sparing.train.Trainer;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Has a teacher fine-tuned, unless the sweep's folder has it already.
 *
 * @param trial that trains the teacher
 * @param corpus its rows, tokenized for it
 * @param progress called with the share of its training that is done, 0 to 1
 */
record Teaching(
    TrialSpec trial, Corpus<?, ?> corpus, Workplace workplace, DoubleConsumer progress) {

  private static final Logger LOG = Logger.getLogger(Teaching.class.getName());
  private static final Strategy FULL = new FullFineTuning();

  /**
   * Returns the teacher for a student. One that is trained here is left in the sweep's folder for
   * others where that can be done.
   *
   * @throws IOException if the teacher's files cannot be read
   */
  Teacher forStudent() throws IOException {
    return teacher(
        (origin, saved) -> {
          try {
            workplace.teachers().save(origin, saved);
          } catch (IOException e) {
            LOG.log(Level.WARNING, "Failed to share a teacher; its student goes on", e);
          }
        });
  }

  /**
   * Sees that the teacher is in the sweep's folder.
   *
   * @throws IOException if the teacher's files cannot be read, or it cannot be written
   */
  void share() throws IOException {
    workplace.teachers().open(TrainingOrigin.of(trial, corpus, workplace));
    teacher(workplace.teachers()::save);
  }

  private interface Sharing {
    void share(TrainingOrigin origin, TeacherFiles.Saved teacher) throws IOException;
  }

  private Teacher teacher(Sharing sharing) throws IOException {
    ScriptModule encoder = Encoders.load(corpus.model());
    ScriptModule adapted = adapt(encoder);
    TrainingOrigin origin = TrainingOrigin.of(trial, corpus, workplace);
    Optional<TeacherFiles.Saved> found =
        workplace.teachers().find(origin).filter(saved -> fit(saved.parameters(), adapted));
    if (found.isPresent()) {
      ScriptModule trained = adapted.withParameters(found.get().parameters());
      return new Teacher(FULL.deploy(trained, 0), found.get().cost(), true);
    }
    Fitted fitted =
        training(workplace.controls().of(origin, workplace.device())).run(adapted, encoder, corpus);
    double seconds = fitted.measurements().find(Metric.TRAIN_SECONDS).orElseThrow();
    TeacherCost cost = new TeacherCost(seconds, HostMemory.peakBytes().orElse(0));
    sharing.share(origin, new TeacherFiles.Saved(fitted.model().allParameters(), cost));
    return new Teacher(FULL.deploy(fitted.model(), 0), cost, false);
  }

  private ScriptModule adapt(ScriptModule encoder) {
    try (PromptTask task = new PromptTask(corpus, encoder, workplace)) {
      Adaptation.Lane lane = new Adaptation.Lane(trial.strategyParameters(), trial.seed());
      return FULL.adapt(encoder, new Adaptation(corpus.model(), task, List.of(lane)));
    }
  }

  private Training training(Control control) {
    return new Training(
        trial.training().orElseThrow(),
        Trainer.Options.plain(Fitting.layout(corpus.model())),
        trial.seed(),
        workplace.device(),
        workplace.threads(),
        control,
        progress,
        workplace.presence());
  }

  /** Returns whether there is a tensor of the same type and shape for each that is trained. */
  private static boolean fit(Map<String, TensorData> saved, ScriptModule adapted) {
    Map<String, TensorData> trained = adapted.allParameters();
    return saved.keySet().equals(trained.keySet())
        && saved.entrySet().stream()
            .allMatch(entry -> alike(entry.getValue(), trained.get(entry.getKey())));
  }

  private static boolean alike(TensorData saved, TensorData trained) {
    return saved.type() == trained.type() && Arrays.equals(saved.shape(), trained.shape());
  }
}
