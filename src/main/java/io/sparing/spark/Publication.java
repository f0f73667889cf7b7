package io.sparing.spark;

import io.sparing.results.ResultsReader;
import io.sparing.results.ResultsStore;
import io.sparing.sweep.Ledger;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * Brings a ledger's results into the Parquet tables: those that are not there yet, in one segment.
 */
public final class Publication {

  private Publication() {}

  /**
   * Whether the tables were written after the last result ended. Needs no session; a folder whose
   * files lost their times may look incomplete, which {@link #publishMissing} then finds out.
   */
  public static boolean complete(Ledger ledger, ResultsStore store) throws IOException {
    Instant last =
        ledger.results().stream()
            .map(result -> result.provenance().finishedAt())
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    return !last.isAfter(store.lastPublished());
  }

  /**
   * Publishes what is missing, also of runs that were cut off before they could.
   *
   * @param sweep name of the sweep
   * @param ledger open, so that nobody else publishes
   * @throws IOException if the tables cannot be written; the ledger still holds everything
   */
  public static void publishMissing(
      SparkSession session, Ledger ledger, ResultsStore store, String sweep) throws IOException {
    store.deleteAbandoned();
    Set<String> published = new HashSet<>();
    if (!store.segments().isEmpty()) {
      ResultsReader.read(session, store.folder()).forEach(result -> published.add(key(result)));
    }
    List<TrialResult> missing =
        ledger.results().stream().filter(result -> !published.contains(key(result))).toList();
    if (!missing.isEmpty()) {
      String segment =
          "segment-%d-%d".formatted(Instant.now().toEpochMilli(), ProcessHandle.current().pid());
      store.publish(session, missing, sweep, segment);
    }
  }

  /** A trial that was retried has a later end. */
  private static String key(TrialResult result) {
    return result.id() + "@" + result.provenance().finishedAt().toEpochMilli();
  }
}
