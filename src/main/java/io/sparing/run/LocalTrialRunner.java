package io.sparing.run;

import io.sparing.measure.Measurements;
import io.sparing.model.ModelCheck;
import io.sparing.model.ModelFiles;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.plan.ResolvedTrial;
import io.sparing.process.Provenances;
import io.sparing.task.Task;
import io.sparing.train.DivergedException;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.Provenance;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a trial in this process. */
public final class LocalTrialRunner implements TrialRunner {

  /** Long enough to write a state of some GB. */
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  private final Corpora corpora = new Corpora();
  private final Workplace workplace;
  private final Function<TrialSpec, ResolvedTrial> resolve;
  private final Timing timing;

  /** Runs trials where the environment of this process says. */
  public LocalTrialRunner() {
    this(Workplace.of(System.getenv()), ResolvedTrial::of, Timing.of(System.getenv()));
  }

  /** Runs trials that do not meet others. */
  LocalTrialRunner(Workplace workplace, Function<TrialSpec, ResolvedTrial> resolve) {
    this(workplace, resolve, Timing.BY_ITSELF);
  }

  LocalTrialRunner(Workplace workplace, Function<TrialSpec, ResolvedTrial> resolve, Timing timing) {
    this.timing = timing;
    this.workplace = workplace;
    this.resolve = resolve;
  }

  @Override
  public TrialResult prepare(TrialSpec spec, DoubleConsumer progress) throws IOException {
    return readied(spec, trial -> fetched(trial, progress));
  }

  private Readied fetched(ResolvedTrial trial, DoubleConsumer progress) throws IOException {
    List<ModelManifest> models =
        Stream.concat(trial.teacher().stream(), Stream.of(trial.model())).toList();
    DownloadShare share = new DownloadShare(models, progress);
    List<String> told = new ArrayList<>();
    Measurements findings = Measurements.NONE;
    for (ModelManifest model : models) {
      ModelFiles.fetch(model, share);
      Corpus<?, ?> corpus = corpora.corpus(trial.spec(), trial.task(), model);
      told.addAll(ModelCheck.notices(model, trial.spec().maxLength()));
      told.add(corpus.tokenize());
      findings = corpus.findings();
    }
    return new Readied(
        told.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n")), findings);
  }

  @Override
  public TrialResult teach(TrialSpec teacher, DoubleConsumer progress) throws IOException {
    return readied(teacher, trial -> taught(trial, progress));
  }

  private Readied taught(ResolvedTrial teacher, DoubleConsumer progress) throws IOException {
    ModelManifest model = teacher.model();
    ModelFiles.fetch(model, new DownloadShare(List.of(model), progress));
    Corpus<?, ?> corpus = corpora.corpus(teacher.spec(), teacher.task(), model);
    corpus.checkSizes();
    try (Presence presence = timing.join(workplace.device(), waits -> {})) {
      new Teaching(teacher.spec(), corpus, workplace.with(presence), progress).share();
    }
    return new Readied("", Measurements.NONE);
  }

  /** What is reported about something that trials share and that is ready now. */
  private record Readied(String message, Measurements findings) {}

  private interface Readying {
    Readied ready(ResolvedTrial trial) throws IOException;
  }

  private TrialResult readied(TrialSpec spec, Readying readying) throws IOException {
    Instant startedAt = Instant.now();
    try {
      workplace.check();
      Readied ready = readying.ready(resolve.apply(spec));
      return new TrialResult(
          spec,
          Status.OK,
          null,
          ready.message(),
          ready.findings(),
          List.of(),
          List.of(),
          provenance(spec, startedAt));
    } catch (DivergedException e) {
      return failed(spec, Outcome.failed(e), startedAt);
    } catch (IOException | RuntimeException | LinkageError e) {
      if (!Failures.ofInput(e)) {
        throw e;
      }
      return failed(spec, Outcome.failed(e), startedAt);
    }
  }

  @Override
  public TrialResult run(TrialSpec spec, TrialWatch watch) {
    Instant startedAt = Instant.now();
    Outcome outcome = outcome(spec, watch, startedAt);
    if (outcome.error().isPresent()) {
      return failed(spec, outcome, startedAt);
    }
    TrialResult measured = succeeded(spec, outcome, "", startedAt);
    if (outcome.model().isEmpty()) {
      return measured;
    }
    watch.measured(measured);
    String unsaved = workplace.saving().trySave(spec, outcome.model().get());
    return succeeded(spec, outcome, unsaved, startedAt);
  }

  @Override
  public void end() {
    workplace.controls().ending().wish(LONGEST_END);
  }

  private Outcome outcome(TrialSpec spec, TrialWatch watch, Instant startedAt) {
    try {
      workplace.check();
      ResolvedTrial trial = resolve.apply(spec);
      try (Presence presence = timing.join(workplace.device(), watch::waits)) {
        presence.beforeCall();
        return trial(trial, trial.task(), presence, watch::progressed).run(startedAt);
      }
    } catch (IOException | RuntimeException e) {
      return Outcome.failed(e);
    }
  }

  private <T, P> Trial<T, P> trial(
      ResolvedTrial trial, Task<T, P> task, Presence presence, DoubleConsumer progress)
      throws IOException {
    Optional<Corpus<T, P>> teachers =
        trial.teacher().isPresent()
            ? Optional.of(corpora.corpus(trial.spec(), task, trial.teacher().get()))
            : Optional.empty();
    Corpus<T, P> corpus = corpora.corpus(trial.spec(), task, trial.model());
    return new Trial<>(trial, corpus, teachers, workplace.with(presence), progress);
  }

  private TrialResult succeeded(
      TrialSpec spec, Outcome outcome, String message, Instant startedAt) {
    return new TrialResult(
            spec,
            Status.OK,
            null,
            message,
            outcome.measurements(),
            outcome.latencies(),
            outcome.curve(),
            provenance(spec, startedAt))
        .deciding(outcome.decisions());
  }

  private TrialResult failed(TrialSpec spec, Outcome outcome, Instant startedAt) {
    Throwable error = outcome.error().orElseThrow();
    if (error instanceof DivergedException) {
      return failed(spec, outcome, FailureCategory.DIVERGED, error.getMessage(), startedAt);
    }
    return failed(spec, outcome, Failures.categorise(error), Failures.message(error), startedAt);
  }

  private TrialResult failed(
      TrialSpec spec,
      Outcome outcome,
      FailureCategory category,
      String message,
      Instant startedAt) {
    return new TrialResult(
            spec,
            Status.FAILED,
            category,
            message,
            outcome.measurements(),
            List.of(),
            outcome.curve(),
            provenance(spec, startedAt))
        .deciding(outcome.decisions());
  }

  private Provenance provenance(TrialSpec spec, Instant startedAt) {
    return Provenances.ofThisProcess(
        workplace.threads(),
        workplace.device().getDeviceType(),
        weightsSha256(spec),
        corpora.sha256(spec),
        1,
        startedAt,
        Instant.now());
  }

  private static String weightsSha256(TrialSpec spec) {
    try {
      return ModelFiles.sha256(Models.find(spec.model()));
    } catch (IOException | IllegalArgumentException e) {
      return ""; // the trial has failed of the same cause, with its message
    }
  }
}
