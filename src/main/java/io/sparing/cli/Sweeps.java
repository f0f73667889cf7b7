package io.sparing.cli;

import io.sparing.ledger.Ledger;
import io.sparing.needs.Estimator;
import io.sparing.plan.DataChecks;
import io.sparing.spark.Master;
import io.sparing.spark.Slots;
import io.sparing.spark.Spending;
import io.sparing.spark.SweepDriver;
import io.sparing.sweep.Sweep;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialLabels;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.watch.SweepStart;
import io.sparing.worker.WorkerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flow of a sweep: plan, run what is missing, publish, show. */
final class Sweeps {

  /** The most trials that are shown one a line; of more, the best ones are shown. */
  private static final int MOST_ROWS = 20;

  private Sweeps() {}

  /**
   * Runs what is missing of a sweep and shows all of it.
   *
   * @throws IllegalStateException if another driver owns the sweep's folder
   * @throws IllegalArgumentException if the sweep has results of the other kind of device
   */
  static SweepOutcome run(Sweep sweep, SweepOptions options, Console console)
      throws IOException, InterruptedException {
    options.check(sweep.timeout());
    Path folder = folder(sweep, options);
    PrintWriter out = console.people();
    WorkerSettings workers =
        options
            .workers(sweep.timeout(), models(folder))
            .withPreparationLimit(options.preparationTimeout(sweep.preparationTimeout()));
    Fitting fitting = options.fitting();
    try (Ledger ledger = Ledger.open(folder)) {
      ledger.torn().ifPresent(line -> out.println("Cut off a half-written result: " + line));
      tell(ledger.unknown(), out);
      checkDevice(sweep, options.device(), ledger.results());
      Estimator estimator =
          Estimator.of(options.device(), options.slots().threads()).calibrate(ledger.results());
      SweepBudget budget = SweepBudget.of(sweep, options, ledger::results);
      List<TrialSpec> missing =
          ledger.remaining(
              sweep.trials(), options.retryFailed(), spec -> fitting.fits(estimator, spec));
      SweepDriver driver =
          new SweepDriver(options.slots(), workers, spec -> fitting.memory(estimator, spec));
      List<String> findings = DataChecks.run(missing, options.files(console));
      SweepStart start = start(sweep, driver.slots(), ledger, missing);
      ProgressPrinter printer = printer(start, estimator, console);
      Watching watching = new Watching(start, folder, console, printer, options.tracking(folder));
      watching.run(
          watcher -> {
            findings.forEach(watcher::notice);
            if (missing.isEmpty()) {
              out.printf(
                  "Sweep %s: all %d trials have their results; nothing to run.%n",
                  sweep.name(), sweep.trials().size());
              SweepDriver.heal(sweep.name(), folder, ledger, watcher::notice);
            } else {
              printer.plan(start);
              Optional<Spending> spending =
                  Optional.of(budget.spending()).filter(limited -> limited.budget().limits());
              driver.run(sweep, folder, ledger, missing, spending, watcher);
            }
          });
      SweepOutcome outcome = new SweepOutcome(sweep, folder, inOrder(sweep, ledger));
      show(outcome, options, out);
      return outcome;
    }
  }

  private static SweepStart start(
      Sweep sweep, Slots slots, Ledger ledger, List<TrialSpec> missing) {
    return new SweepStart(
        sweep.name(),
        sweep.description(),
        sweep.metric(),
        sweep.trials(),
        missing,
        ledger.results(),
        slots.slots(),
        slots.threads(),
        Instant.now());
  }

  private static ProgressPrinter printer(SweepStart start, Estimator estimator, Console console) {
    return new ProgressPrinter(
        console.people(),
        console.overwrites(),
        start.metric(),
        new TrialLabels(start.trials()),
        start.missing(),
        spec -> estimator.expect(spec).seconds().estimate(),
        start.slots());
  }

  private static void tell(List<StoredResult> unknown, PrintWriter out) {
    if (!unknown.isEmpty()) {
      out.printf(
          "%d results are of another version of Sparing; they are kept, and left out here; of the"
              + " first: %s%n",
          unknown.size(), unknown.get(0).reason());
    }
  }

  /**
   * Refuses results of another device: a trial keeps its id there, so its results would take each
   * other's place.
   *
   * @param earlier what the sweep has
   * @throws IllegalArgumentException if some of it is of the other kind of device, or trials run
   *     here and there is no such device
   */
  static void checkDevice(Sweep sweep, DeviceKind device, List<TrialResult> earlier) {
    if (Master.here()) {
      device.checkHere();
    }
    for (TrialResult result : earlier) {
      String other = result.provenance().device();
      if (result.ok() && !other.equals(device.text())) {
        throw new IllegalArgumentException(
            "Invalid device: %s; sweep %s has results of %s; give it a name of its own: --set name=%s-%s"
                .formatted(device.text(), sweep.name(), other, sweep.name(), device.text()));
      }
    }
  }

  /** Returns where the files of a sweep lie. */
  static Path folder(Sweep sweep, SweepOptions options) {
    return options.results().resolve(sweep.name());
  }

  private static Path models(Path folder) {
    return folder.resolve("models");
  }

  private static List<TrialResult> inOrder(Sweep sweep, Ledger ledger) {
    Map<String, TrialResult> byId = new LinkedHashMap<>();
    ledger.results().forEach(result -> byId.put(result.id(), result));
    List<TrialResult> ordered = new ArrayList<>();
    for (TrialSpec spec : sweep.trials()) {
      TrialResult result = byId.get(spec.id());
      if (result != null) {
        ordered.add(result);
      }
    }
    return ordered;
  }

  private static void show(SweepOutcome outcome, SweepOptions options, PrintWriter out) {
    out.println();
    out.println(SweepSummary.of(outcome).render(options.all() ? Integer.MAX_VALUE : MOST_ROWS));
    out.println();
    out.println("Tables  " + outcome.folder().resolve("trials") + " and curves (Parquet)");
    if (options.saves()) {
      out.println("Models  " + models(outcome.folder()) + " (one folder a trial)");
    }
    out.println("Ledger  " + outcome.folder().resolve(Ledger.FILE));
    out.println("Log     " + Home.log());
    out.flush();
  }
}
