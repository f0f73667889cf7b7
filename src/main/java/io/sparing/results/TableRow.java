package io.sparing.results;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What tells one run of a trial from every other in the tables.
 *
 * @param trialId hash of its settings
 * @param version which result of the trial it is, counted from 1; null in files of versions that
 *     wrote none
 * @param finishedAt to microseconds, as tables hold it; may be null
 */
public record TableRow(String trialId, Long version, Instant finishedAt) {

  /** Cuts the moment to microseconds. */
  public TableRow {
    finishedAt = finishedAt == null ? null : finishedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** Returns the same row as a file without versions would tell it. */
  TableRow withoutVersion() {
    return new TableRow(trialId, null, finishedAt);
  }
}
