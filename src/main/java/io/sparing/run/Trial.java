package io.sparing.run;

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
import io.sparing.trial.CurvePoint;
import io.sparing.trial.Failures;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * One run: see whether this machine can compute in the format, read the model, adapt it, train it,
 * bring it into its format, measure what would be deployed.
 */
final class Trial {

  private final TrialSpec spec;
  private final NumberFormat format;
  private final Corpus corpus;
  private final Optional<Corpus> teachers;
  private final Workplace workplace;
  private final DoubleConsumer progress;
  private final ModelManifest manifest;
  private final Strategy strategy;
  private FinishedModel finished;
  private List<CurvePoint> curve = List.of();
  private List<Double> latencies = List.of();
  private Measurements measurements = Measurements.NONE;

  /**
   * Prepares a run.
   *
   * @param corpus the rows, tokenized for the model
   * @param teachers the same rows, tokenized for the strategy's teacher if it has one
   */
  Trial(
      TrialSpec spec,
      NumberFormat format,
      Corpus corpus,
      Optional<Corpus> teachers,
      Workplace workplace,
      DoubleConsumer progress) {
    this.spec = spec;
    this.format = format;
    this.corpus = corpus;
    this.teachers = teachers;
    this.workplace = workplace;
    this.progress = progress;
    this.manifest = corpus.model();
    this.strategy = Strategies.find(spec.strategy());
  }

  /** Runs to the last measurement. */
  void run(Instant startedAt) throws IOException {
    HostMemory.resetPeak();
    measurements = corpus.findings();
    corpus.checkSizes();
    ScriptModule deployed = deployed();
    double trainPeak = HostMemory.peakBytes().orElse(0);
    Optional<Corpus.Texts> validation = spec.training().map(training -> corpus.validation());
    Measuring measuring = Measuring.of(deployed, corpus.test(), validation, workplace.device());
    latencies = measuring.latencies();
    measurements = measurements.with(measuring.measurements()).with(corpus.used());
    measurements
        .find(Metric.INFERENCE_HOST_BYTES)
        .ifPresent(bytes -> add(Metric.PEAK_HOST_BYTES, Math.max(trainPeak, bytes)));
    add(Metric.TOTAL_SECONDS, Duration.between(startedAt, Instant.now()).toNanos() / 1e9);
  }

  /**
   * Saves the model. What was measured stands, whether or not that can be done.
   *
   * @return what went wrong; empty if nothing
   */
  String save() {
    try {
      workplace.saving().save(spec, finished);
      return "";
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return Failures.UNSAVED + Failures.message(e);
    }
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
    format.check(workplace.device());
    ScriptModule encoder = Encoders.load(manifest);
    ScriptModule adapted = adapt(encoder);
    add(Metric.TRAINABLE_PARAMETERS, numbers(adapted.allParameters().values()));
    ScriptModule trained = train(adapted, encoder);
    ScriptModule merged = strategy.deploy(trained, 0);
    add(Metric.TOTAL_PARAMETERS, numbers(merged.allTensors().values()));
    ScriptModule deployed = format.apply(merged);
    if (workplace.saving().wanted()) {
      finished = finished(trained, merged, deployed);
    }
    return deployed;
  }

  private static double numbers(Collection<TensorData> tensors) {
    return tensors.stream().mapToLong(TensorData::elements).sum();
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
        spec.numberFormat(),
        format.quantizationConfig(),
        () -> ModelFiles.tokenizer(manifest));
  }

  private ScriptModule adapt(ScriptModule encoder) {
    try (PromptTask task = new PromptTask(corpus, encoder, workplace.device())) {
      Adaptation.Lane lane = new Adaptation.Lane(spec.strategyParameters(), spec.seed());
      ScriptModule adapted = strategy.adapt(encoder, new Adaptation(manifest, task, List.of(lane)));
      measurements = measurements.with(task.used());
      return adapted;
    }
  }

  private ScriptModule train(ScriptModule adapted, ScriptModule encoder) throws IOException {
    if (spec.training().isEmpty()) {
      return adapted;
    }
    Fitting fitting = new Fitting(spec, format, workplace, progress);
    ScriptModule trained = fitting.run(adapted, encoder, corpus, teachers);
    curve = fitting.curve();
    measurements = measurements.with(fitting.measurements());
    return trained;
  }

  private void add(Metric metric, double value) {
    measurements = measurements.with(metric, value);
  }
}
