package io.sparing.run;

import io.sparing.adapt.Adaptation;
import io.sparing.export.FinishedModel;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.meter.Meter;
import io.sparing.meter.Meters;
import io.sparing.model.Encoders;
import io.sparing.model.ModelFiles;
import io.sparing.plan.ResolvedTrial;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import io.sparing.task.Samples;
import io.sparing.train.Decision;
import io.sparing.trial.CurvePoint;
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
 *
 * @param <T> target of a row
 * @param <P> prediction of the model
 */
final class Trial<T, P> {

  private final ResolvedTrial trial;
  private final Corpus<T, P> corpus;
  private final Optional<Corpus<T, P>> teachers;
  private final Workplace workplace;
  private final DoubleConsumer progress;
  private final Meters meters;
  private Measurements measurements = Measurements.NONE;
  private List<CurvePoint> curve = List.of();
  private List<Decision> decisions = List.of();
  private TeacherCost before = TeacherCost.NONE;
  private Optional<FinishedModel> finished = Optional.empty();

  /**
   * Prepares a run.
   *
   * @param corpus the rows, tokenized for the model
   * @param teachers the same rows, tokenized for the strategy's teacher if it has one
   */
  Trial(
      ResolvedTrial trial,
      Corpus<T, P> corpus,
      Optional<Corpus<T, P>> teachers,
      Workplace workplace,
      DoubleConsumer progress) {
    this.trial = trial;
    this.corpus = corpus;
    this.teachers = teachers;
    this.workplace = workplace;
    this.progress = progress;
    this.meters = Meters.at(workplace.bench());
  }

  /** Runs to the last measurement, or to what it fails of. May be called once. */
  Outcome run(Instant startedAt) {
    try (meters) {
      Meter.Reading whole = meters.start(Meter.Phase.TRIAL);
      found(corpus.findings());
      corpus.checkSizes();
      ScriptModule deployed = deployed();
      Measured measured = measure(deployed);
      found(measured.measurements().with(corpus.used()));
      double here = Duration.between(startedAt, Instant.now()).toNanos() / 1e9;
      found(Metric.TOTAL_SECONDS, here + before.seconds());
      workplace.presence().waitedSeconds().ifPresent(s -> found(Metric.WAITED_SECONDS, s));
      found(whole.end(measurements));
      before.peakOver(measurements).ifPresent(peak -> found(Metric.PEAK_HOST_BYTES, peak));
      return new Outcome(
          measurements, measured.latencies(), curve, decisions, finished, Optional.empty());
    } catch (IOException | RuntimeException e) {
      return new Outcome(
          measurements, List.of(), curve, decisions, Optional.empty(), Optional.of(e));
    }
  }

  private Measured measure(ScriptModule deployed) throws IOException {
    Optional<Samples<T, P>> validation =
        trial.spec().training().map(training -> corpus.validation());
    return Measuring.run(deployed, corpus.test(), validation, workplace, meters);
  }

  /**
   * Returns the tree as it would be deployed; nothing else of the adaptation outlives this method,
   * unless it is saved.
   */
  private ScriptModule deployed() throws IOException {
    trial.format().check(workplace.device());
    ScriptModule encoder = Encoders.load(trial.model());
    ScriptModule adapted = adapt(encoder);
    found(Metric.TRAINABLE_PARAMETERS, numbers(adapted.allParameters().values()));
    ScriptModule trained = train(adapted, encoder);
    ScriptModule merged = trial.strategy().deploy(trained, 0);
    found(Metric.TOTAL_PARAMETERS, numbers(merged.allTensors().values()));
    ScriptModule deployed = trial.format().apply(merged);
    if (workplace.saving().wanted()) {
      finished = Optional.of(finished(trained, merged, deployed));
    }
    return deployed;
  }

  private static double numbers(Collection<TensorData> tensors) {
    return tensors.stream().mapToLong(TensorData::elements).sum();
  }

  private FinishedModel finished(ScriptModule trained, ScriptModule merged, ScriptModule deployed) {
    return new FinishedModel(
        trial.spec().label(),
        trial.model(),
        corpus.dataset().manifest().labels(),
        trained,
        0,
        merged,
        deployed,
        trial.spec().numberFormat(),
        trial.format().quantizationConfig(),
        () -> ModelFiles.tokenizer(trial.model()));
  }

  /** Adapts the model; keeping vectors of the training rows is metered as training is. */
  private ScriptModule adapt(ScriptModule encoder) {
    if (trial.strategy().trains() || !trial.strategy().readsTrainingRows()) {
      return adapted(encoder);
    }
    Meter.Reading reading = meters.start(Meter.Phase.TRAINING);
    ScriptModule adapted = adapted(encoder);
    found(reading.end(measurements));
    return adapted;
  }

  private ScriptModule adapted(ScriptModule encoder) {
    try (PromptTask task = new PromptTask(corpus, encoder, workplace)) {
      Adaptation.Lane lane =
          new Adaptation.Lane(trial.spec().strategyParameters(), trial.spec().seed());
      ScriptModule adapted =
          trial.strategy().adapt(encoder, new Adaptation(trial.model(), task, List.of(lane)));
      found(task.used());
      return adapted;
    }
  }

  private ScriptModule train(ScriptModule adapted, ScriptModule encoder) throws IOException {
    if (trial.spec().training().isEmpty()) {
      return adapted;
    }
    Meter.Reading training = meters.start(Meter.Phase.TRAINING);
    Fitted fitted = new Fitting(trial, workplace, progress).run(adapted, encoder, corpus, teachers);
    curve = fitted.curve();
    decisions = fitted.decisions();
    before = fitted.before();
    found(fitted.measurements());
    found(training.end(measurements));
    return fitted.model();
  }

  private void found(Measurements more) {
    measurements = measurements.with(more);
  }

  private void found(Metric metric, double value) {
    measurements = measurements.with(metric, value);
  }
}
