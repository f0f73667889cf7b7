package io.sparing.spark;

import io.sparing.results.ResultsStore;
import io.sparing.sweep.Ledger;
import io.sparing.sweep.Sweep;
import io.sparing.trial.Preparations;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.worker.WorkerSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The driver of a sweep: runs trials on Spark, commits each result to the ledger as it arrives, and
 * publishes the ledger to the Parquet tables at the end, however it ends.
 *
 * @param slots trials at a time where Spark is embedded
 * @param workers settings of the workers; their class path is found here
 */
public record SweepDriver(Slots slots, WorkerSettings workers) {

  /**
   * Runs the trials that the ledger lacks.
   *
   * @param folder where the tables lie
   * @param missing what to run
   * @param listener told of preparations and of each trial; of a result after it was committed
   * @throws IOException if the tables cannot be written; the ledger still holds everything
   */
  public void run(
      Sweep sweep, Path folder, Ledger ledger, List<TrialSpec> missing, TrialListener listener)
      throws IOException, InterruptedException {
    SparkSession session = SparkSessions.open("sparing " + sweep.name(), slots);
    Closeable publishing = () -> publish(session, ledger, new ResultsStore(folder), sweep);
    // Closed last; where running failed, what publishing then fails of is only beside the point.
    try (publishing) {
      String classPath = WorkerClassPath.find(session.sparkContext().conf());
      try (SweepExecution execution =
          new SweepExecution(session, workers.withClassPath(classPath))) {
        run(execution, missing, committing(ledger, listener));
      }
    }
  }

  /** Prepares, then runs; a trial whose preparation failed ends with that failure. */
  private static void run(SweepExecution execution, List<TrialSpec> missing, TrialListener listener)
      throws InterruptedException {
    Preparations preparations = new Preparations(missing);
    Map<TrialSpec, TrialResult> failed = execution.prepare(preparations.trials(), listener);
    List<TrialSpec> ready = new ArrayList<>();
    for (TrialSpec spec : missing) {
      TrialResult failure = failed.get(preparations.of(spec));
      if (failure == null) {
        ready.add(spec);
      } else {
        listener.finished(failure.of(spec));
      }
    }
    execution.run(ready, listener);
  }

  /**
   * Publishes what a driver left that was killed after its last trial. Starts Spark only if there
   * is such.
   *
   * @param folder where the tables lie
   * @throws IOException if the tables cannot be written; the ledger still holds everything
   */
  public static void publishLeftOver(Sweep sweep, Path folder, Ledger ledger) throws IOException {
    ResultsStore store = new ResultsStore(folder);
    if (Publication.complete(ledger, store)) {
      return;
    }
    publish(SparkSessions.open("sparing " + sweep.name()), ledger, store, sweep);
  }

  private static void publish(SparkSession session, Ledger ledger, ResultsStore store, Sweep sweep)
      throws IOException {
    try {
      Publication.publishMissing(session, ledger, store, sweep.name());
    } finally {
      session.stop();
    }
  }

  private static TrialListener committing(Ledger ledger, TrialListener listener) {
    return new TrialListener() {
      @Override
      public void preparing(TrialSpec spec, double share) {
        listener.preparing(spec, share);
      }

      @Override
      public void prepared(TrialResult result) {
        listener.prepared(result);
      }

      @Override
      public void started(TrialSpec spec) {
        listener.started(spec);
      }

      @Override
      public void progressed(TrialSpec spec, double share) {
        listener.progressed(spec, share);
      }

      @Override
      public void finished(TrialResult result) {
        ledger.append(result);
        listener.finished(result);
      }
    };
  }
}
