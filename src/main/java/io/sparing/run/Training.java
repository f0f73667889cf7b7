package io.sparing.run;

import ai.djl.Device;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.model.Classifier;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.train.DivergedException;
import io.sparing.train.LossPoint;
import io.sparing.train.MemorySettings;
import io.sparing.train.Trainer;
import io.sparing.train.TrainingLane;
import io.sparing.train.TrainingRun;
import io.sparing.train.TrainingSettings;
import io.sparing.trial.CurvePoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;

/**
 * Trains an adapted classifier. Where only the head is trained, the encoder runs once over the rows
 * and the head learns from the vectors it gave.
 */
final class Training {

  /** Rows of a split in the form the model takes. */
  private record Rows(Trainer.Inputs inputs, int[] lengths, int[] labels) {

    static Rows texts(Corpus.Texts split) {
      return new Rows(TextBatches.of(split.texts()), split.lengths(), split.labels());
    }

    /** As {@link #texts}, in batches of few lengths. */
    static Rows padded(Corpus.Texts split) {
      TextBatches batches = TextBatches.padded(split.texts(), GPU_MULTIPLE);
      return new Rows(batches, split.lengths(), split.labels());
    }

    Rows beside(Lesson lesson) {
      return new Rows(lesson.beside(inputs), lengths, labels);
    }

    Rows features(LoadedScript encoder) {
      float[][] vectors = Inference.run(encoder, "embed", inputs, lengths);
      return new Rows(new FeatureBatches(List.<float[][]>of(vectors)), lengths, labels);
    }
  }

  /** Steps of few shapes can be recorded; and tensor cores take sixteen at a time. */
  private static final int GPU_MULTIPLE = 16;

  private final TrainingSettings settings;
  private final Trainer.Options options;
  private final long seed;
  private final Device device;
  private final int threads;
  private final DoubleConsumer progress;
  private final Map<Integer, Double> accuracyByEpoch = new HashMap<>();
  private Measurements measurements = Measurements.NONE;
  private List<CurvePoint> curve = List.of();

  Training(
      TrainingSettings settings,
      Trainer.Options options,
      long seed,
      Device device,
      int threads,
      DoubleConsumer progress) {
    this.settings = settings;
    this.options = options;
    this.seed = seed;
    this.device = device;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Trains.
   *
   * @param adapted as a strategy gives it
   * @param encoder the frozen encoder inside it
   * @return the classifier with its trained values
   * @throws IOException if a model cannot be written for libtorch
   */
  ScriptModule run(ScriptModule adapted, ScriptModule encoder, Corpus corpus) throws IOException {
    return run(adapted, encoder, corpus, Optional.empty());
  }

  /** As {@link #run(ScriptModule, ScriptModule, Corpus)}, with what a teacher made of the rows. */
  ScriptModule run(
      ScriptModule adapted, ScriptModule encoder, Corpus corpus, Optional<Lesson> lesson)
      throws IOException {
    Rows rows = Rows.texts(corpus.train());
    Rows validation = Rows.texts(corpus.validation());
    if (!headOnly(adapted)) {
      Rows batches = device.isGpu() ? Rows.padded(corpus.train()) : rows;
      Rows taught = lesson.map(batches::beside).orElse(batches);
      TrainingRun run = train(adapted, taught, validation);
      measured(run, rows, lesson.map(Lesson::seconds).orElse(0.0));
      return run.model();
    }
    long start = System.nanoTime();
    Rows features;
    double seconds;
    try (LoadedScript script = LoadedScript.load(encoder, device)) {
      features = rows.features(script);
      seconds = (System.nanoTime() - start) / 1e9;
      validation = validation.features(script);
    }
    ScriptModule head = Classifier.onFeatures(adapted.at(Classifier.HEAD));
    TrainingRun run = train(head, features, validation);
    measured(run, rows, seconds);
    return adapted.withChild(Classifier.HEAD, run.model().at(Classifier.HEAD));
  }

  Measurements measurements() {
    return measurements;
  }

  List<CurvePoint> curve() {
    return curve;
  }

  private static boolean headOnly(ScriptModule adapted) {
    return adapted.allParameters().keySet().stream()
        .allMatch(path -> path.startsWith(Classifier.HEAD + "."));
  }

  /** A head alone has no layers to compute anew. */
  private TrainingSettings fitting(ScriptModule model) {
    int passes = settings.memory().gradientAccumulationSteps();
    return model.defines("start") ? settings : settings.with(new MemorySettings(passes, false));
  }

  private TrainingRun train(ScriptModule model, Rows rows, Rows validation) throws IOException {
    TrainingLane lane = new TrainingLane(fitting(model), seed, rows.lengths(), rows.labels());
    Trainer.Listener listener =
        new Trainer.Listener() {
          @Override
          public void progress(double share) {
            progress.accept(share);
          }

          @Override
          public OptionalDouble epoch(int epoch, LoadedScript script) {
            float[][] logits =
                Inference.run(script, "logits", validation.inputs(), validation.lengths());
            if (!Logits.finite(logits)) { // the epoch's last step was the one too far
              long rowsTaken = (long) epoch * rows.labels().length;
              throw new DivergedException(rowsTaken / settings.rowsPerStep(), Double.NaN);
            }
            Measurements score = Logits.score(logits, validation.labels());
            accuracyByEpoch.put(epoch, score.find(Metric.ACCURACY).orElseThrow());
            return score.find(Metric.ACCURACY);
          }
        };
    return new Trainer(model, List.of(lane), rows.inputs(), listener, options).run(device);
  }

  private void measured(TrainingRun run, Rows rows, double secondsBefore) {
    double seconds = run.seconds() + secondsBefore;
    double devices = device.isGpu() ? 1 : threads;
    measurements =
        new Measurements(
            Map.of(
                Metric.TRAIN_STEPS,
                (double) run.steps(),
                Metric.TRAIN_SECONDS,
                seconds,
                Metric.TRAIN_THROUGHPUT,
                rows.labels().length * run.epochs() / seconds,
                Metric.DEVICE_HOURS,
                seconds * devices / 3600));
    measurements = measurements.with(used(rows.labels().length, run.epochs()));
    if (options.freezing().isPresent()) {
      measurements = measurements.with(Metric.FROZEN_LAYERS_END, (double) run.frozenLayers());
    }
    List<CurvePoint> points = new ArrayList<>();
    run.curves().get(0).forEach(point -> points.add(point(point, run.steps() / run.epochs())));
    curve = points;
  }

  /** What the settings came to with so many rows. */
  private Measurements used(int rows, int epochs) {
    int batch = Math.min(settings.batchSize(), rows);
    int step = Math.min(settings.rowsPerStep(), rows);
    return new Measurements(
        Map.of(
            Metric.TRAIN_EXAMPLES_USED,
            (double) rows,
            Metric.EPOCHS_USED,
            (double) epochs,
            Metric.BATCH_SIZE_USED,
            (double) batch,
            Metric.GRADIENT_ACCUMULATION_STEPS_USED,
            Math.ceil((double) step / batch)));
  }

  private CurvePoint point(LossPoint point, long stepsPerEpoch) {
    Double accuracy =
        point.step() % stepsPerEpoch == 0
            ? accuracyByEpoch.get(Math.toIntExact(point.step() / stepsPerEpoch))
            : null;
    return new CurvePoint(
        point.step(), point.epoch(), point.seconds(), point.trainLoss(), accuracy);
  }
}
