package io.sparing.run;

import ai.djl.Device;
import io.sparing.company.Company;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.model.Classifier;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.task.Inference;
import io.sparing.task.Samples;
import io.sparing.task.TextBatches;
import io.sparing.train.Control;
import io.sparing.train.HeldBytes;
import io.sparing.train.LossPoint;
import io.sparing.train.MemorySettings;
import io.sparing.train.Trainer;
import io.sparing.train.TrainingLane;
import io.sparing.train.TrainingRun;
import io.sparing.train.TrainingSettings;
import io.sparing.trial.CurvePoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;

/**
 * Trains an adapted classifier. Where only the head is trained, the encoder runs once over the rows
 * and the head learns from the vectors it gave.
 *
 * @param settings how it trains
 * @param options how the run differs from a plain one
 * @param seed of the order of the rows
 * @param device that trains
 * @param threads native threads of a CPU
 * @param control what it must fit into, and where its state is kept
 * @param progress called with the share that is done, 0 to 1
 * @param presence among the trials on the device
 */
record Training(
    TrainingSettings settings,
    Trainer.Options options,
    long seed,
    Device device,
    int threads,
    Control control,
    DoubleConsumer progress,
    Presence presence) {

  /** Rows of a split in the form the model takes. */
  private record Rows<T, P>(Trainer.Inputs inputs, Samples<T, P> samples) {

    static <T, P> Rows<T, P> texts(Samples<T, P> samples) {
      return new Rows<>(TextBatches.of(samples.texts()), samples);
    }

    /** As {@link #texts}, in batches of few lengths. */
    static <T, P> Rows<T, P> padded(Samples<T, P> samples) {
      return new Rows<>(TextBatches.padded(samples.texts(), GPU_MULTIPLE), samples);
    }

    Rows<T, P> beside(Lesson lesson) {
      return new Rows<>(lesson.beside(inputs), samples);
    }

    Rows<T, P> features(LoadedScript encoder, Inference.Timer timer) {
      float[][] vectors = new float[samples.size()][];
      Inference.each(
          encoder,
          "embed",
          inputs,
          samples.lengths(),
          (row, values) -> vectors[row] = values,
          timer);
      return new Rows<>(new FeatureBatches(List.<float[][]>of(vectors)), samples);
    }
  }

  /** A run with what was timed of its steps. */
  private record Timed(TrainingRun run, StepTimer timer) {}

  private static final String NOT_TIMED =
      "a teacher's share, or that of a probe's features, was not timed alone";

  /** Steps of few shapes can be recorded; and tensor cores take sixteen at a time. */
  private static final int GPU_MULTIPLE = 16;

  /**
   * Trains.
   *
   * @param adapted as a strategy gives it
   * @param encoder the frozen encoder inside it
   * @return the classifier with its trained values
   * @throws IOException if a model cannot be written for libtorch
   */
  Fitted run(ScriptModule adapted, ScriptModule encoder, Corpus<?, ?> corpus) throws IOException {
    return run(adapted, encoder, corpus, Optional.empty());
  }

  /** As {@link #run(ScriptModule, ScriptModule, Corpus)}, with what a teacher made of the rows. */
  <T, P> Fitted run(
      ScriptModule adapted, ScriptModule encoder, Corpus<T, P> corpus, Optional<Lesson> lesson)
      throws IOException {
    Optional<Company> company = presence.observe();
    Fitted fitted = trained(adapted, encoder, corpus, lesson);
    return fitted.with(company(company));
  }

  private <T, P> Fitted trained(
      ScriptModule adapted, ScriptModule encoder, Corpus<T, P> corpus, Optional<Lesson> lesson)
      throws IOException {
    Rows<T, P> rows = Rows.texts(corpus.train());
    Rows<T, P> validation = Rows.texts(corpus.validation());
    if (!headOnly(adapted)) {
      Rows<T, P> batches = device.isGpu() ? Rows.padded(corpus.train()) : rows;
      Rows<T, P> taught = lesson.map(batches::beside).orElse(batches);
      Timed timed = train(adapted, taught, validation, false);
      OptionalDouble before = lesson.isEmpty() ? OptionalDouble.of(0) : OptionalDouble.empty();
      return fitted(timed, rows, lesson.map(Lesson::seconds).orElse(0.0), before);
    }
    long start = System.nanoTime() - presence.waitedNanos();
    Rows<T, P> features;
    double seconds;
    FeatureTimer timer = new FeatureTimer(presence, rows.samples().lengths());
    try (LoadedScript script = LoadedScript.load(encoder, device).paced(presence)) {
      features = rows.features(script, timer);
      seconds = (System.nanoTime() - presence.waitedNanos() - start) / 1e9;
      timer.end();
      validation = validation.features(script, (batch, took) -> {});
    }
    ScriptModule head = Classifier.onFeatures(adapted.at(Classifier.HEAD));
    Timed timed = train(head, features, validation, true);
    Fitted fitted = fitted(timed, rows, seconds, timer.seconds());
    return fitted.with(adapted.withChild(Classifier.HEAD, fitted.model().at(Classifier.HEAD)));
  }

  private static boolean headOnly(ScriptModule adapted) {
    return adapted.allParameters().keySet().stream()
        .allMatch(path -> path.startsWith(Classifier.HEAD + "."));
  }

  /** Returns the settings that fit a model: a head alone has no layers to compute anew. */
  private TrainingSettings fitting(ScriptModule model) {
    int passes = settings.memory().gradientAccumulationSteps();
    return model.defines("start") ? settings : settings.with(new MemorySettings(passes, false));
  }

  private <T, P> Timed train(
      ScriptModule model, Rows<T, P> rows, Rows<T, P> validation, boolean flat) throws IOException {
    StepTimer timer = new StepTimer(presence, device.isGpu(), flat);
    Samples<T, P> samples = rows.samples();
    TrainingLane lane =
        new TrainingLane(
            fitting(model), seed, samples.lengths(), samples.objective(settings.loss()));
    ValidationScores<T, P> scores =
        new ValidationScores<>(
            samples.task(),
            validation.inputs(),
            validation.samples().lengths(),
            validation.samples().targets(),
            (double) samples.size() / settings.rowsPerStep(),
            progress,
            timer);
    TrainingRun run =
        new Trainer(model, List.of(lane), rows.inputs(), scores, options).run(device, control);
    return new Timed(run, timer);
  }

  private Fitted fitted(
      Timed timed, Rows<?, ?> rows, double secondsBefore, OptionalDouble aloneBefore) {
    TrainingRun run = timed.run();
    int count = rows.samples().size();
    double seconds = run.seconds() + secondsBefore;
    double devices = device.isGpu() ? 1 : threads;
    Measurements measurements =
        new Measurements(
                Map.of(
                    Metric.TRAIN_STEPS,
                    (double) run.steps(),
                    Metric.TRAIN_SECONDS,
                    seconds,
                    Metric.TRAIN_THROUGHPUT,
                    count * run.epochs() / seconds,
                    Metric.DEVICE_HOURS,
                    seconds * devices / 3600))
            .with(used(count, run))
            .with(held(run.held()))
            .with(timed.timer().end(run.steps(), aloneBefore, NOT_TIMED));
    if (options.freezing().isPresent()) {
      measurements = measurements.with(Metric.FROZEN_LAYERS_END, (double) run.frozenLayers());
    }
    long stepsPerEpoch = run.steps() / run.epochs();
    List<CurvePoint> curve =
        run.curves().get(0).stream()
            .map(point -> point(point, stepsPerEpoch, run.scores()))
            .toList();
    return new Fitted(run.model(), measurements, curve, run.decisions(), TeacherCost.NONE);
  }

  private Measurements company(Optional<Company> observed) {
    return observed
        .map(company -> Measurements.NONE.with(Metric.COMPANY, company.mean()))
        .orElse(Measurements.NONE.noting(Metric.COMPANY, presence.company()));
  }

  private static Measurements held(HeldBytes held) {
    return new Measurements(
        Map.of(
            Metric.GRADIENT_BYTES,
            (double) held.gradients(),
            Metric.OPTIMIZER_BYTES,
            (double) held.optimizer()));
  }

  /** Returns what the settings came to with so many rows; passes are those of the last step. */
  private Measurements used(int rows, TrainingRun run) {
    int batch = Math.min(run.rows(), rows);
    int step = Math.min(settings.rowsPerStep(), rows);
    return new Measurements(
        Map.of(
            Metric.TRAIN_EXAMPLES_USED,
            (double) rows,
            Metric.EPOCHS_USED,
            (double) run.epochs(),
            Metric.BATCH_SIZE_USED,
            (double) batch,
            Metric.GRADIENT_ACCUMULATION_STEPS_USED,
            Math.ceil((double) step / batch)));
  }

  private static CurvePoint point(
      LossPoint point, long stepsPerEpoch, Map<Integer, Double> scores) {
    boolean epochEnds = point.step() % stepsPerEpoch == 0;
    return new CurvePoint(
        point.step(),
        point.epoch(),
        point.seconds(),
        point.trainLoss(),
        epochEnds ? scores.get((int) (point.step() / stepsPerEpoch)) : null);
  }
}
