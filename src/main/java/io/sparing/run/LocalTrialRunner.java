package io.sparing.run;

import io.sparing.adapt.Strategies;
import io.sparing.data.DataSettings;
import io.sparing.data.Dataset;
import io.sparing.data.Datasets;
import io.sparing.data.ResolvedFiles;
import io.sparing.data.SourceFiles;
import io.sparing.data.Tokenizer;
import io.sparing.measure.Measurements;
import io.sparing.model.ModelCheck;
import io.sparing.model.ModelFiles;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.process.Provenances;
import io.sparing.quant.NumberFormat;
import io.sparing.quant.NumberFormats;
import io.sparing.train.DivergedException;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.Provenance;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs trials in this process, one after the other, and keeps what they share: data sets and
 * tokenizers, but no weights, so that a trial's memory is its own.
 */
public final class LocalTrialRunner implements TrialRunner {

  private record DataKey(String dataset, DataSettings settings) {

    static DataKey of(TrialSpec spec) {
      return new DataKey(spec.dataset(), spec.data());
    }
  }

  private final Map<DataKey, Dataset> datasets = new HashMap<>();
  private final Map<String, Tokenizer> tokenizers = new HashMap<>();
  private final Workplace workplace;
  private final Function<String, NumberFormat> formats;
  private final SourceFiles files = ResolvedFiles.ofThisProcess();

  /** Where the environment of this process says. */
  public LocalTrialRunner() {
    this(Workplace.of(System.getenv()), NumberFormats::find);
  }

  LocalTrialRunner(Workplace workplace, Function<String, NumberFormat> formats) {
    this.workplace = workplace;
    this.formats = formats;
  }

  @Override
  public TrialResult prepare(TrialSpec spec, DoubleConsumer progress) throws IOException {
    Instant startedAt = Instant.now();
    try {
      workplace.check();
      ModelManifest manifest = Models.find(spec.model());
      Optional<ModelManifest> teacher = teacher(spec);
      DownloadShare share =
          new DownloadShare(
              Stream.concat(Stream.of(manifest), teacher.stream()).toList(), progress);
      List<String> told = new ArrayList<>();
      if (teacher.isPresent()) {
        ModelFiles.fetch(teacher.get(), share);
        told.addAll(ModelCheck.notices(teacher.get(), spec.maxLength()));
        told.add(corpus(spec, teacher.get()).tokenize());
      }
      ModelFiles.fetch(manifest, share);
      Corpus corpus = corpus(spec, manifest);
      told.addAll(ModelCheck.notices(manifest, spec.maxLength()));
      told.add(corpus.tokenize());
      return new TrialResult(
          spec,
          Status.OK,
          null,
          told.stream().filter(line -> !line.isEmpty()).collect(Collectors.joining("\n")),
          corpus.findings(),
          List.of(),
          List.of(),
          provenance(spec, startedAt));
    } catch (IOException | RuntimeException | LinkageError e) {
      if (!Failures.ofInput(e)) {
        throw e;
      }
      return failed(spec, null, Failures.categorise(e), Failures.message(e), startedAt);
    }
  }

  @Override
  public TrialResult run(TrialSpec spec, TrialWatch watch) {
    Instant startedAt = Instant.now();
    Trial trial = null;
    try {
      workplace.check();
      trial = trial(spec, watch::progressed);
      trial.run(startedAt);
      TrialResult measured = succeeded(trial, spec, "", startedAt);
      if (!workplace.saving().wanted()) {
        return measured;
      }
      watch.measured(measured);
      return succeeded(trial, spec, trial.save(), startedAt);
    } catch (DivergedException e) {
      return failed(spec, trial, FailureCategory.DIVERGED, e.getMessage(), startedAt);
    } catch (IOException | RuntimeException e) {
      return failed(spec, trial, Failures.categorise(e), Failures.message(e), startedAt);
    }
  }

  private static Optional<ModelManifest> teacher(TrialSpec spec) {
    return Strategies.find(spec.strategy()).teacher(spec.strategyParameters());
  }

  private Trial trial(TrialSpec spec, DoubleConsumer progress) throws IOException {
    ModelManifest manifest = Models.find(spec.model());
    Optional<ModelManifest> teacher = teacher(spec);
    Optional<Corpus> teachers =
        teacher.isPresent() ? Optional.of(corpus(spec, teacher.get())) : Optional.empty();
    return new Trial(
        spec,
        formats.apply(spec.numberFormat()),
        corpus(spec, manifest),
        teachers,
        workplace,
        progress);
  }

  private Corpus corpus(TrialSpec spec, ModelManifest model) throws IOException {
    return new Corpus(dataset(spec), tokenizer(model), model, spec);
  }

  private Dataset dataset(TrialSpec spec) {
    return datasets.computeIfAbsent(
        DataKey.of(spec), key -> Datasets.load(key.dataset(), key.settings(), files));
  }

  private Tokenizer tokenizer(ModelManifest manifest) throws IOException {
    Tokenizer known = tokenizers.get(manifest.name());
    if (known != null) {
      return known;
    }
    ModelCheck.refuse(manifest);
    try (InputStream json = ModelFiles.tokenizer(manifest)) {
      Tokenizer loaded = Tokenizer.load(json);
      tokenizers.put(manifest.name(), loaded);
      return loaded;
    }
  }

  private TrialResult succeeded(Trial trial, TrialSpec spec, String message, Instant startedAt) {
    return new TrialResult(
        spec,
        Status.OK,
        null,
        message,
        trial.measurements(),
        trial.latencies(),
        trial.curve(),
        provenance(spec, startedAt));
  }

  private TrialResult failed(
      TrialSpec spec, Trial trial, FailureCategory category, String message, Instant startedAt) {
    return new TrialResult(
        spec,
        Status.FAILED,
        category,
        message,
        trial == null ? Measurements.NONE : trial.measurements(),
        List.of(),
        trial == null ? List.of() : trial.curve(),
        provenance(spec, startedAt));
  }

  private Provenance provenance(TrialSpec spec, Instant startedAt) {
    Dataset dataset = datasets.get(DataKey.of(spec));
    return Provenances.ofThisProcess(
        workplace.threads(),
        workplace.device().getDeviceType(),
        weightsSha256(spec),
        dataset == null ? "" : dataset.sha256(),
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
