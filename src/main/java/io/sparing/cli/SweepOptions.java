package io.sparing.cli;

import io.sparing.admission.Gpu;
import io.sparing.admission.Gpus;
import io.sparing.admission.Limits;
import io.sparing.admission.MemoryBudget;
import io.sparing.budget.Budget;
import io.sparing.data.ResolvedFiles;
import io.sparing.data.SourceFiles;
import io.sparing.export.ExportFormats;
import io.sparing.money.Prices;
import io.sparing.money.PricesParser;
import io.sparing.run.CheckpointFiles;
import io.sparing.run.ModelSaving;
import io.sparing.spark.Master;
import io.sparing.spark.Slots;
import io.sparing.sweep.TimeLimit;
import io.sparing.text.Quantity;
import io.sparing.track.Tracking;
import io.sparing.trial.BatchFit;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.Times;
import io.sparing.worker.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that runs trials. */
final class SweepOptions {

  private static final int LEAST_HEAP = 16;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a setting of every trial; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      description = "Where results go (default: results/ in Sparing's folder).")
  private Path results;

  @Option(names = "--dry-run", description = "Print the trials and what each needs; run nothing.")
  private boolean dryRun;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "How many trials run at a time (default: as many as cores and memory allow).")
  private Integer slots;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many native threads each trial has (default: cores / slots).")
  private Integer threads;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description = "Java heap of each worker (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description =
          "Kill a trial whose worker takes more memory than this, such as 3GB or 3g (GiB).")
  private String memory;

  @Option(
      names = "--batch",
      paramLabel = "HOW",
      defaultValue = "fit",
      description =
          "fit or fixed: a batch_size that does not fit into memory is taken in smaller passes,"
              + " whose gradients are summed, or as it is (default: ${DEFAULT-VALUE}).")
  private String batch;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "TIME",
      defaultValue = "5m",
      description =
          "Training time after which a training's state is kept, so that it goes on from there"
              + " after a kill (default: ${DEFAULT-VALUE}).")
  private String checkpointEvery;

  @Option(
      names = "--memory-budget",
      paramLabel = "SIZE",
      description =
          "What all trials of a machine may take of its memory together, by what is expected of"
              + " them; a trial waits until it fits (default: what is available, less a reserve).")
  private String memoryBudget;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "Kill a trial that takes longer, such as 90s, 1.5h or 1h30m (default: the sweep file's,"
              + " else 30m).")
  private String timeout;

  @Option(
      names = "--preparation-timeout",
      paramLabel = "TIME",
      description =
          "Give up a preparation that makes no progress for longer; its trials then prepare for"
              + " themselves (default: the sweep file's, else 30m).")
  private String preparationTimeout;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description =
          "cpu or gpu: what trains and answers (default: ${DEFAULT-VALUE}); on gpu one trial runs"
              + " at a time unless --slots says otherwise.")
  private String device = DeviceKind.CPU.text();

  @Option(
      names = "--budget",
      paramLabel = "CAPS",
      description =
          "The most that all runs of the sweep may take, such as money=5,hours=2,kwh=1: money in"
              + " the price list's currency, device-hours, energy. A trial begins only if what it"
              + " takes at most still fits (default: the sweep file's, else no limit).")
  private String budget;

  @Mixin private PricesOption prices = new PricesOption();

  @Option(
      names = "--times",
      paramLabel = "HOW",
      description =
          "alone or company: whether trials pause while another's latency, throughput and steps are"
              + " timed (default: ${DEFAULT-VALUE}).")
  private String times = Times.ALONE.text();

  @Option(
      names = "--retry-failed",
      description = "Run failed and quarantined trials of earlier runs again.")
  private boolean retryFailed;

  @Option(
      names = "--all",
      description = "Show every trial at the end, also of a sweep of more than 20.")
  private boolean all;

  @Option(
      names = "--progress",
      paramLabel = "HOW",
      description =
          "auto, plain (whole lines), bar (the last line shows what runs) or json (events as JSON"
              + " lines on standard output, the rest on standard error); auto is bar on a"
              + " terminal, else plain.")
  private String progress = ProgressKind.AUTO.text();

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      defaultValue = "none",
      description =
          "none or failed: with failed the exit code is 1 if any trial has failed or was"
              + " quarantined, now or in an earlier run (default: ${DEFAULT-VALUE}).")
  private String failOn;

  @Option(
      names = "--save",
      split = ",",
      paramLabel = "FORMAT",
      description =
          "Save the trained models below RESULTS/SWEEP/models: ${COMPLETION-CANDIDATES}, or several"
              + " of them with commas between.",
      completionCandidates = SavedFormats.class)
  private List<String> save = new ArrayList<>();

  @Mixin private TrackOptions track = new TrackOptions();

  @Mixin private MirrorOption mirrors = new MirrorOption();

  /** The names that {@code --save} takes, for its help. */
  static final class SavedFormats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ExportFormats.NAMES.iterator();
    }
  }

  /** Returns overrides as {@code key=value}. */
  List<String> overrides() {
    return overrides;
  }

  /** Returns where results go. */
  Path results() {
    return results == null ? Home.results() : results;
  }

  /**
   * Returns what devices cost.
   *
   * @throws IllegalArgumentException if the price list is refused
   */
  Prices prices() {
    return prices.prices();
  }

  /**
   * Returns the caps of the command line.
   *
   * @throws IllegalArgumentException if they do not parse
   */
  Budget budget() {
    return budget == null ? Budget.NONE : Budget.parse(budget);
  }

  /** Returns whether to run nothing. */
  boolean dryRun() {
    return dryRun;
  }

  /** Returns whether failed trials are run again. */
  boolean retryFailed() {
    return retryFailed;
  }

  /** Returns whether every trial is shown at the end. */
  boolean all() {
    return all;
  }

  /**
   * Returns which trials make the command fail.
   *
   * @throws IllegalArgumentException if it is unknown
   */
  FailOn failOn() {
    return FailOn.find(failOn);
  }

  /**
   * Returns how a sweep shows how it goes.
   *
   * @throws IllegalArgumentException if it is unknown
   */
  ProgressKind progress() {
    return ProgressKind.find(progress);
  }

  /**
   * Opens the tracker to which the sweep goes; empty if it goes to none.
   *
   * @param folder of the sweep
   * @throws IllegalArgumentException if it is unknown or its address is missing or wrong
   */
  Optional<Tracking> tracking(Path folder) {
    return track.open(folder);
  }

  /**
   * Returns trials at a time and threads of each.
   *
   * @throws IllegalArgumentException if a number is below 1 or the device is unknown
   */
  Slots slots() {
    boolean alone = slots == null && device() == DeviceKind.GPU;
    return Slots.choose(alone ? OptionalInt.of(1) : optional(slots), optional(threads));
  }

  /**
   * Returns what trials run on.
   *
   * @throws IllegalArgumentException if it is unknown
   */
  DeviceKind device() {
    return DeviceKind.find(device);
  }

  /**
   * Returns the settings of the workers, except their class path.
   *
   * @param sweepTimeout what holds where the command line gives no timeout
   * @param models where trained models are saved, if they are
   * @throws IllegalArgumentException if a size or a time does not parse, or an export format, the
   *     device or the way of timing is unknown, or a mirror is no folder
   */
  WorkerSettings workers(Duration sweepTimeout, Path models) {
    save.forEach(ExportFormats::find);
    return WorkerSettings.of("", results().resolve("logs").toAbsolutePath().toString())
        .withMemory(heap(heap), workerBytes())
        .withDeadline(timeout == null ? sweepTimeout : TimeLimit.parse("--timeout", timeout))
        .withEnvironment(mirrors.environment())
        .withEnvironment(device().environment())
        .withEnvironment(PricesParser.environment(prices()))
        .withEnvironment(BatchFit.find(batch).environment())
        .withEnvironment(
            CheckpointFiles.environment(TimeLimit.parse("--checkpoint-every", checkpointEvery)))
        .withEnvironment(memoryBudget().environment())
        .withEnvironment(Times.find(times).environment())
        .withEnvironment(new ModelSaving(save, models.toAbsolutePath()).environment());
  }

  /**
   * Returns whether trials fit where they run: what each machine of a cluster has is not known
   * here.
   *
   * @throws IllegalArgumentException if a size does not parse or the device is unknown
   */
  Fitting fitting() {
    List<Gpu> gpus = device() == DeviceKind.GPU ? Gpus.here() : List.of();
    return new Fitting(
        Master.here()
            ? Limits.here(workerBytes(), memoryBudget(), gpus)
            : new Limits(workerBytes(), memoryBudget().bytes(), 0, 0),
        BatchFit.find(batch));
  }

  private long workerBytes() {
    return memory == null ? 0 : bytes("--memory", memory);
  }

  private MemoryBudget memoryBudget() {
    return memoryBudget == null
        ? MemoryBudget.UNSET
        : new MemoryBudget(bytes("--memory-budget", memoryBudget));
  }

  /**
   * Returns the longest that a preparation may show no progress.
   *
   * @param sweepTimeout what holds where the command line gives no such time
   * @throws IllegalArgumentException if it does not parse
   */
  Duration preparationTimeout(Duration sweepTimeout) {
    return preparationTimeout == null
        ? sweepTimeout
        : TimeLimit.parse("--preparation-timeout", preparationTimeout);
  }

  /**
   * Refuses each option that a run would refuse.
   *
   * @param sweepTimeout as of {@link #workers}
   * @throws IllegalArgumentException as {@link #slots}, {@link #failOn}, {@link #progress}, {@link
   *     #tracking}, {@link #workers}, or if results cannot be written where they shall go
   */
  void check(Duration sweepTimeout) {
    slots();
    failOn();
    progress();
    tracking(results());
    workers(sweepTimeout, results());
    preparationTimeout(sweepTimeout);
    WritableFolder.check("--results", results());
  }

  /** Returns a finder of published files of data sets that reports downloads. */
  SourceFiles files(Console console) {
    return new ResolvedFiles(
        mirrors.folders(), new DownloadProgress(console.people(), console.overwrites()));
  }

  /** Returns whether trained models are saved. */
  boolean saves() {
    return !save.isEmpty();
  }

  /** Parses a size above 0. */
  static long bytes(String option, String text) {
    return Quantity.bytes(option, text, "").longValue();
  }

  /** Returns the heap in Java's own form. */
  static String heap(String text) {
    long mebibytes = bytes("--heap", text) >> 20;
    if (mebibytes < LEAST_HEAP) {
      throw new IllegalArgumentException(
          "Invalid --heap: %s; expected at least %dMiB".formatted(text, LEAST_HEAP));
    }
    return mebibytes + "m";
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
