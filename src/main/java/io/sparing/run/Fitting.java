package io.sparing.run;

import io.sparing.adapt.Adaptation;
import io.sparing.adapt.HiddenStates;
import io.sparing.adapt.JointProjection;
import io.sparing.model.ModelManifest;
import io.sparing.model.Sites;
import io.sparing.plan.ResolvedTrial;
import io.sparing.process.Allocator;
import io.sparing.script.ScriptModule;
import io.sparing.train.Control;
import io.sparing.train.LayerFreezing;
import io.sparing.train.Layout;
import io.sparing.train.Trainer;
import io.sparing.train.TrainingSettings;
import io.sparing.trial.Teachers;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleConsumer;

/**
 * How a trial's model is trained as its strategy and its number format ask: after its teacher, its
 * frozen weights held in the format, its layers freezing.
 *
 * @param trial what to train, and how
 * @param workplace where it trains
 * @param progress called with the share that is done, 0 to 1
 */
record Fitting(ResolvedTrial trial, Workplace workplace, DoubleConsumer progress) {

  /**
   * Trains.
   *
   * @param adapted as the strategy gives it, fp32
   * @param encoder the frozen encoder inside it
   * @param teachers the rows tokenized for a teacher, if there is one
   * @return {@code adapted} with its trained values
   * @throws IOException if a model cannot be read, or written for libtorch
   */
  Fitted run(
      ScriptModule adapted,
      ScriptModule encoder,
      Corpus<?, ?> corpus,
      Optional<? extends Corpus<?, ?>> teachers)
      throws IOException {
    if (teachers.isEmpty()) {
      return trained(adapted, encoder, corpus, Optional.empty());
    }
    OptionalInt layers =
        HiddenStates.toldBy(adapted)
            ? OptionalInt.of(corpus.model().layers())
            : OptionalInt.empty();
    TrialSpec teacher = Teachers.of(trial.spec()).orElseThrow();
    Teaching teaching = new Teaching(teacher, teachers.get(), workplace, progress);
    try (Lesson lesson = Lesson.of(teaching, layers)) {
      return trained(adapted, encoder, corpus, Optional.of(lesson)).after(lesson.before());
    }
  }

  private Fitted trained(
      ScriptModule adapted, ScriptModule encoder, Corpus<?, ?> corpus, Optional<Lesson> lesson)
      throws IOException {
    TrainingSettings settings = trial.spec().training().orElseThrow();
    Layout layout = layout(corpus.model());
    Trainer.Options options =
        new Trainer.Options(trial.format().scalesLoss(), freezing(layout), layout);
    Control control =
        workplace
            .controls()
            .of(TrainingOrigin.of(trial.spec(), corpus, workplace), workplace.device());
    Training training = training(settings, options, control);
    Fitted fitted =
        sparingly(
            settings, () -> training.run(inFormat(adapted), inFormat(encoder), corpus, lesson));
    return fitted.with(adapted.withParameters(fitted.model().allParameters()));
  }

  /** Returns the tree in the form in which it trains. */
  private ScriptModule inFormat(ScriptModule model) {
    return trial.strategy().trainsQuantized()
        ? trial.format().apply(model)
        : trial.format().training(JointProjection.in(model));
  }

  private Training training(TrainingSettings settings, Trainer.Options options, Control control) {
    return new Training(
        settings,
        options,
        trial.spec().seed(),
        workplace.device(),
        workplace.threads(),
        control,
        progress,
        workplace.presence());
  }

  private interface Run {
    Fitted run() throws IOException;
  }

  /**
   * Trains; where layers are computed anew to save memory, what they free goes back at once. So it
   * does from where memory is short on.
   */
  private static Fitted sparingly(TrainingSettings settings, Run training) throws IOException {
    if (settings.memory().gradientCheckpointing()) {
      Allocator.returnEagerly(true);
    }
    try {
      return training.run();
    } finally {
      Allocator.returnEagerly(false);
    }
  }

  /** Returns where a model's parameters lie, for its training. */
  static Layout layout(ModelManifest manifest) {
    Sites sites = Sites.of(manifest);
    return new Layout(
        List.of(sites.embeddings()), sites.biases(), sites.layerPaths(), sites.undecayed());
  }

  private Optional<LayerFreezing> freezing(Layout layout) {
    TrialSpec spec = trial.spec();
    return trial
        .strategy()
        .freezing(new Adaptation.Lane(spec.strategyParameters(), spec.seed()))
        .map(freezing -> LayerFreezing.of(layout, freezing.interval(), freezing.percentile()));
  }
}
