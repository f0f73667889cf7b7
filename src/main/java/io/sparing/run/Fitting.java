package io.sparing.run;

import io.sparing.adapt.Adaptation;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.measure.Measurements;
import io.sparing.model.HiddenStates;
import io.sparing.model.JointProjection;
import io.sparing.model.ModelManifest;
import io.sparing.model.Sites;
import io.sparing.process.Allocator;
import io.sparing.quant.NumberFormat;
import io.sparing.script.ScriptModule;
import io.sparing.train.LayerFreezing;
import io.sparing.train.Layout;
import io.sparing.train.Trainer;
import io.sparing.train.TrainingSettings;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleConsumer;

/**
 * How a trial's model is trained as its strategy and its number format ask: after its teacher, its
 * frozen weights held in the format, its layers freezing.
 */
final class Fitting {

  private final TrialSpec spec;
  private final Strategy strategy;
  private final NumberFormat format;
  private final Workplace workplace;
  private final DoubleConsumer progress;
  private List<CurvePoint> curve = List.of();
  private Measurements measurements = Measurements.NONE;

  Fitting(TrialSpec spec, NumberFormat format, Workplace workplace, DoubleConsumer progress) {
    this.spec = spec;
    this.strategy = Strategies.find(spec.strategy());
    this.format = format;
    this.workplace = workplace;
    this.progress = progress;
  }

  /**
   * Trains.
   *
   * @param adapted as the strategy gives it, fp32
   * @param encoder the frozen encoder inside it
   * @param teachers the rows tokenized for a teacher, if there is one
   * @return {@code adapted} with its trained values
   * @throws IOException if a model cannot be read, or written for libtorch
   */
  ScriptModule run(
      ScriptModule adapted, ScriptModule encoder, Corpus corpus, Optional<Corpus> teachers)
      throws IOException {
    if (teachers.isEmpty()) {
      return trained(adapted, encoder, corpus, Optional.empty());
    }
    OptionalInt layers =
        HiddenStates.toldBy(adapted)
            ? OptionalInt.of(corpus.model().layers())
            : OptionalInt.empty();
    try (Lesson lesson = taught(teachers.get(), layers)) {
      return trained(adapted, encoder, corpus, Optional.of(lesson));
    }
  }

  private ScriptModule trained(
      ScriptModule adapted, ScriptModule encoder, Corpus corpus, Optional<Lesson> lesson)
      throws IOException {
    TrainingSettings settings = spec.training().orElseThrow();
    Layout layout = layout(corpus.model());
    Training training =
        training(settings, new Trainer.Options(format.scalesLoss(), freezing(layout), layout));
    ScriptModule trained =
        sparingly(
            settings, () -> training.run(inFormat(adapted), inFormat(encoder), corpus, lesson));
    curve = training.curve();
    measurements = training.measurements();
    return adapted.withParameters(trained.allParameters());
  }

  Measurements measurements() {
    return measurements;
  }

  List<CurvePoint> curve() {
    return curve;
  }

  /** A tree as it is while it trains. */
  private ScriptModule inFormat(ScriptModule model) {
    return strategy.trainsQuantized()
        ? format.apply(model)
        : format.training(JointProjection.in(model));
  }

  private Lesson taught(Corpus teachers, OptionalInt layers) throws IOException {
    TrainingSettings settings = Lesson.settings(spec.training().orElseThrow());
    Training training = training(settings, Trainer.Options.plain(layout(teachers.model())));
    return Lesson.by(teachers, training, workplace.device(), layers, spec.seed());
  }

  private Training training(TrainingSettings settings, Trainer.Options options) {
    return new Training(
        settings, options, spec.seed(), workplace.device(), workplace.threads(), progress);
  }

  private interface Run {
    ScriptModule run() throws IOException;
  }

  /** Trains; where layers are computed anew to save memory, what they free goes back at once. */
  private static ScriptModule sparingly(TrainingSettings settings, Run training)
      throws IOException {
    if (!settings.memory().gradientCheckpointing()) {
      return training.run();
    }
    Allocator.returnEagerly(true);
    try {
      return training.run();
    } finally {
      Allocator.returnEagerly(false);
    }
  }

  private static Layout layout(ModelManifest manifest) {
    Sites sites = Sites.of(manifest);
    return new Layout(List.of(sites.embeddings()), sites.layerPaths(), sites.undecayed());
  }

  private Optional<LayerFreezing> freezing(Layout layout) {
    return strategy
        .freezing(new Adaptation.Lane(spec.strategyParameters(), spec.seed()))
        .map(freezing -> LayerFreezing.of(layout, freezing.interval(), freezing.percentile()));
  }
}
