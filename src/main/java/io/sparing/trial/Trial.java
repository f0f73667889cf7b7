package io.sparing.trial;

import ai.djl.Device;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.export.FinishedModel;
import io.sparing.measure.HostMemory;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.model.Encoders;
import io.sparing.model.ModelFiles;
import io.sparing.model.ModelManifest;
import io.sparing.quant.NumberFormat;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import io.sparing.train.LayerFreezing;
import io.sparing.train.Trainer;
import io.sparing.train.TrainingSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * One run: see whether this machine can compute in the format, read the model, adapt it, train it,
 * bring it into its format, measure what would be deployed.
 */
final class Trial {

  private final TrialSpec spec;
  private final ModelManifest manifest;
  private final Corpus corpus;
  private final Optional<Corpus> teachers;
  private final Device device;
  private final int threads;
  private final DoubleConsumer progress;
  private final ModelSaving saving;
  private final Strategy strategy;
  private final NumberFormat format;
  private FinishedModel finished;
  private List<CurvePoint> curve = List.of();
  private List<Double> latencies = List.of();
  private Measurements measurements = Measurements.NONE;

  Trial(
      TrialSpec spec,
      NumberFormat format,
      ModelManifest manifest,
      Corpus corpus,
      Optional<Corpus> teachers,
      Device device,
      int threads,
      DoubleConsumer progress,
      ModelSaving saving) {
    this.spec = spec;
    this.manifest = manifest;
    this.corpus = corpus;
    this.teachers = teachers;
    this.device = device;
    this.threads = threads;
    this.progress = progress;
    this.saving = saving;
    this.strategy = Strategies.find(spec.strategy());
    this.format = format;
  }

  Measurements run(Instant startedAt) throws IOException {
    HostMemory.resetPeak();
    ScriptModule deployed = deployed();
    double trainPeak = HostMemory.peakBytes().orElse(0);
    Measuring measuring = Measuring.of(deployed, corpus.test(), device);
    latencies = measuring.latencies();
    measurements = measurements.with(measuring.measurements());
    measurements
        .find(Metric.INFERENCE_HOST_BYTES)
        .ifPresent(bytes -> add(Metric.PEAK_HOST_BYTES, Math.max(trainPeak, bytes)));
    add(Metric.TOTAL_SECONDS, Duration.between(startedAt, Instant.now()).toNanos() / 1e9);
    if (saving.wanted()) {
      saving.save(spec, finished);
    }
    return measurements;
  }

  /** What was measured so far. */
  Measurements measurements() {
    return measurements;
  }

  List<CurvePoint> curve() {
    return curve;
  }

  List<Double> latencies() {
    return latencies;
  }

  /**
   * The tree as it would be deployed; nothing else of the adaptation outlives this method, unless
   * it is to be saved.
   */
  private ScriptModule deployed() throws IOException {
    format.check(device);
    ScriptModule encoder = Encoders.load(manifest);
    ScriptModule adapted = adapt(encoder);
    long trainable =
        adapted.allParameters().values().stream().mapToLong(TensorData::elements).sum();
    add(Metric.TRAINABLE_PARAMETERS, (double) trainable);
    ScriptModule trained = train(adapted, encoder);
    ScriptModule merged = strategy.deploy(trained, 0);
    ScriptModule deployed = format.apply(merged);
    if (saving.wanted()) {
      finished = finished(trained, merged, deployed);
    }
    return deployed;
  }

  private FinishedModel finished(ScriptModule trained, ScriptModule merged, ScriptModule deployed) {
    return new FinishedModel(
        spec.label(),
        manifest,
        corpus.dataset().manifest().labels(),
        trained,
        0,
        merged,
        deployed,
        () -> ModelFiles.tokenizer(manifest));
  }

  private ScriptModule adapt(ScriptModule encoder) {
    try (PromptTask task = new PromptTask(corpus, encoder, device)) {
      Adaptation.Lane lane = new Adaptation.Lane(spec.strategyParameters(), spec.seed());
      return strategy.adapt(encoder, new Adaptation(manifest, task, List.of(lane)));
    }
  }

  private ScriptModule train(ScriptModule adapted, ScriptModule encoder) throws IOException {
    if (spec.training().isEmpty()) {
      return adapted;
    }
    TrainingSettings settings = spec.training().get();
    Optional<Lesson> lesson =
        teachers.isPresent()
            ? Optional.of(taught(teachers.get(), Lesson.settings(settings)))
            : Optional.empty();
    Training training = training(settings);
    ScriptModule trained =
        sparingly(() -> training.run(inFormat(adapted), inFormat(encoder), corpus, lesson));
    curve = training.curve();
    measurements = measurements.with(training.measurements());
    return adapted.withParameters(trained.allParameters());
  }

  /** A tree as it is while it trains. */
  private ScriptModule inFormat(ScriptModule model) {
    return strategy.trainsQuantized() ? format.apply(model) : format.training(model);
  }

  private Lesson taught(Corpus rows, TrainingSettings settings) throws IOException {
    return Lesson.by(
        rows.model(), rows, training(settings), device, manifest.layers(), spec.seed());
  }

  private Training training(TrainingSettings settings) {
    Trainer.Options options = new Trainer.Options(format.scalesLoss(), freezing());
    return new Training(settings, options, spec.seed(), device, threads, progress);
  }

  private interface Run {
    ScriptModule run() throws IOException;
  }

  /** Trains; where layers are computed anew to save memory, what they free goes back at once. */
  private ScriptModule sparingly(Run training) throws IOException {
    if (!spec.training().orElseThrow().memory().gradientCheckpointing()) {
      return training.run();
    }
    HostMemory.returnEagerly(true);
    try {
      return training.run();
    } finally {
      HostMemory.returnEagerly(false);
    }
  }

  /** The embeddings freeze with the first layer. */
  private Optional<LayerFreezing> freezing() {
    List<List<String>> layers = new ArrayList<>();
    for (int layer = 0; layer < manifest.layers(); layer++) {
      String path = "bert.encoder.layer." + layer + ".";
      layers.add(layer == 0 ? List.of("bert.embeddings.", path) : List.of(path));
    }
    return strategy
        .freezing(new Adaptation.Lane(spec.strategyParameters(), spec.seed()))
        .map(freezing -> new LayerFreezing(layers, freezing.interval(), freezing.percentile()));
  }

  private void add(Metric metric, double value) {
    measurements = measurements.with(metric, value);
  }
}
