package io.sparing.spark;

import io.sparing.ledger.CheckpointsFolder;
import io.sparing.ledger.Ledger;
import io.sparing.ledger.Reservations;
import io.sparing.ledger.TeachersFolder;
import io.sparing.plan.Preparations;
import io.sparing.results.SegmentFormat;
import io.sparing.results.SweepTables;
import io.sparing.storage.Failpoint;
import io.sparing.storage.StorageException;
import io.sparing.trial.Teachers;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.TrialListener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One run of a sweep, whatever runs its trials and writes its tables: heals the tables, commits
 * each result to the ledger as it arrives, and publishes the ledger at the end, however it ends.
 *
 * @param folder of the sweep
 * @param ledger open, so that nobody else writes there
 * @param tables in that folder
 * @param format of the tables' files
 */
record SweepRun(Path folder, Ledger ledger, SweepTables tables, SegmentFormat format) {

  /**
   * Runs trials.
   *
   * @param missing what to run
   * @param listener called for preparations and for each trial; with a result after it was
   *     committed
   * @throws StorageException if the folder cannot be written
   * @throws io.sparing.ledger.LostOwnershipException if the folder is another's by now
   */
  void run(Execution execution, List<TrialSpec> missing, TrialListener listener)
      throws IOException, InterruptedException {
    run(execution, missing, Optional.empty(), listener);
  }

  /**
   * Runs trials as far as a budget allows. Teachers are then left to their students, so that all
   * that is spent belongs to a trial for which it was reserved.
   *
   * @param spending the budget of all runs of the sweep; empty for none
   */
  void run(
      Execution execution,
      List<TrialSpec> missing,
      Optional<Spending> spending,
      TrialListener listener)
      throws IOException, InterruptedException {
    healTables(listener::notice);
    Closeable publishing = () -> publish(listener::notice);
    // Closed last; where running failed, what publishing then fails of is only beside the point.
    try (publishing;
        execution) {
      List<TrialSpec> prepared = prepared(execution, missing, committing(listener));
      boolean all = true;
      if (spending.isPresent()) {
        all = spend(execution, prepared, spending.get(), listener);
      } else {
        execute(execution, prepared, committing(listener));
      }
      if (all) {
        clear(listener::notice);
      }
    }
  }

  /**
   * Puts a sweep right that lacks no trial: publishes what runs that were cut off left behind, puts
   * right what happened to the tables, and deletes what no trial needs any more.
   *
   * @param told called with a line for each thing that was done
   */
  void heal(Consumer<String> told) throws IOException {
    healTables(told);
    clear(told);
  }

  /** Deletes what no trial needs once all have their results. */
  private void clear(Consumer<String> told) {
    TeachersFolder.delete(folder, ledger, told);
    CheckpointsFolder.delete(folder, ledger, told);
  }

  private void healTables(Consumer<String> told) throws IOException {
    int published = publish(told);
    if (published > 0) {
      told.accept(
          "The tables lacked %d results that the ledger has; they are published now"
              .formatted(published));
    }
  }

  private int publish(Consumer<String> told) throws IOException {
    try {
      return tables.publish(format, ledger.entries(), ledger::claim, told);
    } catch (IOException e) {
      throw StorageException.of("publish the tables in " + folder, folder, e);
    }
  }

  /** Prepares trials; one whose preparation failed ends with that failure. */
  private static List<TrialSpec> prepared(
      Execution execution, List<TrialSpec> missing, TrialListener listener)
      throws IOException, InterruptedException {
    Preparations preparations = new Preparations(missing);
    Failpoint.DISPATCH.reach();
    Map<TrialSpec, TrialResult> failed = execution.prepare(preparations.trials(), listener);
    return without(
        missing, spec -> Optional.ofNullable(failed.get(preparations.of(spec))), listener);
  }

  /** Runs trials as the budget allows; whether all were started. */
  private boolean spend(
      Execution execution, List<TrialSpec> trials, Spending spending, TrialListener listener)
      throws IOException, InterruptedException {
    try (Reservations reservations = Reservations.open(folder, ledger)) {
      BudgetedTrials feed = new BudgetedTrials(spending, ledger, reservations, trials);
      Failpoint.DISPATCH.reach();
      execution.run(feed, committing(counting(feed, listener)));
      Optional<String> unstarted = feed.unstarted();
      unstarted.ifPresent(listener::notice);
      feed.checkNoneLost();
      return unstarted.isEmpty();
    }
  }

  /** Trains teachers, then runs. A trial whose teacher failed ends with that failure. */
  private static void execute(Execution execution, List<TrialSpec> prepared, TrialListener listener)
      throws IOException, InterruptedException {
    List<TrialSpec> teachers =
        prepared.stream().flatMap(spec -> Teachers.of(spec).stream()).distinct().toList();
    Map<TrialSpec, TrialResult> untaught = execution.teach(teachers, listener);
    List<TrialSpec> ready =
        without(prepared, spec -> Teachers.of(spec).map(untaught::get), listener);
    Failpoint.DISPATCH.reach();
    execution.run(ready, listener);
  }

  /** Ends the trials for which something failed that they need, and returns the others. */
  private static List<TrialSpec> without(
      List<TrialSpec> trials,
      Function<TrialSpec, Optional<TrialResult>> failures,
      TrialListener listener) {
    List<TrialSpec> others = new ArrayList<>();
    for (TrialSpec spec : trials) {
      Optional<TrialResult> failure = failures.apply(spec);
      if (failure.isPresent()) {
        listener.finished(WrittenResult.of(failure.get().of(spec)));
      } else {
        others.add(spec);
      }
    }
    return others;
  }

  /** Counts what a trial took once it is committed. */
  private static TrialListener counting(BudgetedTrials feed, TrialListener listener) {
    return new Forwarding(listener) {
      @Override
      public void finished(WrittenResult written) {
        feed.finished(written.result());
        listener.spent(feed.words());
        super.finished(written);
      }
    };
  }

  private TrialListener committing(TrialListener listener) {
    return new Forwarding(listener) {
      @Override
      public void finished(WrittenResult written) {
        ledger.append(written);
        CheckpointsFolder.delete(folder, written.result().id(), listener::notice);
        super.finished(written);
      }
    };
  }
}
