package io.sparing.spark;

import io.sparing.admission.ExpectedMemory;
import io.sparing.ledger.CheckpointsFolder;
import io.sparing.ledger.Ledger;
import io.sparing.ledger.TeachersFolder;
import io.sparing.results.ResultsStore;
import io.sparing.results.SparkSegments;
import io.sparing.results.SweepTables;
import io.sparing.storage.StorageException;
import io.sparing.sweep.Sweep;
import io.sparing.trial.TrialSpec;
import io.sparing.watch.TrialListener;
import io.sparing.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/**
 * The driver of a sweep: runs trials on Spark and keeps ledger and Parquet tables.
 *
 * @param slots trials at a time where Spark is embedded
 * @param workers settings of the workers; their class path is found here
 * @param memory what a trial is expected to take of it
 */
public record SweepDriver(
    Slots slots, WorkerSettings workers, Function<TrialSpec, ExpectedMemory> memory) {

  /**
   * Runs the trials that the ledger lacks.
   *
   * @param folder where the tables lie
   * @param missing what to run
   * @param spending the budget of all runs of the sweep; empty for none
   * @param listener called for preparations and for each trial; with a result after it was
   *     committed
   * @throws StorageException if the folder cannot be written; the ledger still holds everything
   * @throws io.sparing.ledger.LostOwnershipException if the folder is another's by now
   */
  public void run(
      Sweep sweep,
      Path folder,
      Ledger ledger,
      List<TrialSpec> missing,
      Optional<Spending> spending,
      TrialListener listener)
      throws IOException, InterruptedException {
    SparkSession session = SparkSessions.open("sparing " + sweep.name(), slots);
    try {
      String classPath = WorkerClassPath.find(session.sparkContext().conf());
      WorkerSettings settings =
          workers
              .withClassPath(classPath)
              .withSlots(session.sparkContext().isLocal() ? slots.slots() : 0)
              .withTeachers(TeachersFolder.of(folder))
              .withCheckpoints(CheckpointsFolder.of(folder));
      SweepExecution execution = new SweepExecution(session, settings, memory);
      sweepRun(session, folder, ledger, sweep.name()).run(execution, missing, spending, listener);
    } finally {
      session.stop();
    }
  }

  /**
   * Puts right what happened to the tables of a sweep that lacks no trial, publishes what runs left
   * that were cut off, and deletes teachers that no trial needs any more. Starts Spark only if
   * there is something to publish.
   *
   * @param name of the sweep
   * @param folder where the tables lie
   * @param told called with a line for each thing that was done
   * @throws StorageException if the tables cannot be written; the ledger still holds everything
   */
  public static void heal(String name, Path folder, Ledger ledger, Consumer<String> told)
      throws IOException {
    SweepTables tables = tables(folder, ledger, name);
    tables.deleteAbandoned();
    if (tables.complete(ledger.entries())) {
      TeachersFolder.delete(folder, ledger, told);
      CheckpointsFolder.delete(folder, ledger, told);
      return;
    }
    SparkSession session = SparkSessions.open("sparing " + name);
    try {
      sweepRun(session, folder, ledger, name).heal(told);
    } finally {
      session.stop();
    }
  }

  private static SweepRun sweepRun(SparkSession session, Path folder, Ledger ledger, String sweep) {
    return new SweepRun(folder, ledger, tables(folder, ledger, sweep), new SparkSegments(session));
  }

  private static SweepTables tables(Path folder, Ledger ledger, String sweep) {
    return new SweepTables(new ResultsStore(folder), sweep, ledger::claim);
  }
}
