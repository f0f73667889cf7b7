package io.sparing.spark;

import io.sparing.ledger.Ledger;
import io.sparing.plan.Preparations;
import io.sparing.results.SegmentFormat;
import io.sparing.results.SweepTables;
import io.sparing.storage.Failpoint;
import io.sparing.storage.StorageException;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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
    heal(listener::notice);
    Closeable publishing = () -> publish(listener::notice);
    // Closed last; where running failed, what publishing then fails of is only beside the point.
    try (publishing;
        execution) {
      execute(execution, missing, committing(listener));
    }
  }

  /**
   * Publishes what runs that were cut off left behind, and puts right what happened to the tables.
   *
   * @param told called with a line for each thing that was done
   */
  void heal(Consumer<String> told) throws IOException {
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

  /** Prepares, then runs. A trial whose preparation failed ends with that failure. */
  private static void execute(Execution execution, List<TrialSpec> missing, TrialListener listener)
      throws IOException, InterruptedException {
    Preparations preparations = new Preparations(missing);
    Failpoint.DISPATCH.reach();
    Map<TrialSpec, TrialResult> failed = execution.prepare(preparations.trials(), listener);
    List<TrialSpec> ready = new ArrayList<>();
    for (TrialSpec spec : missing) {
      TrialResult failure = failed.get(preparations.of(spec));
      if (failure == null) {
        ready.add(spec);
      } else {
        listener.finished(WrittenResult.of(failure.of(spec)));
      }
    }
    Failpoint.DISPATCH.reach();
    execution.run(ready, listener);
  }

  private TrialListener committing(TrialListener listener) {
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
      public void notice(String text) {
        listener.notice(text);
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
      public void finished(WrittenResult written) {
        ledger.append(written);
        listener.finished(written);
      }
    };
  }
}
