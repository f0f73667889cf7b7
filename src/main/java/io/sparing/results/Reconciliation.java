package io.sparing.results;

import io.sparing.trial.StoredResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the segments of a sweep's tables with the results that its ledger holds. Rows decide,
 * never the times of files: a segment stays if its files are there and whole, each of its rows is a
 * committed result of this sweep that no segment before it has, and each such result has all points
 * of its curve and all decisions.
 */
final class Reconciliation {

  private final String sweep;
  private final Map<TableRow, StoredResult> committed = new LinkedHashMap<>();
  private final Map<TableRow, TableRow> versioned = new LinkedHashMap<>();
  private final Set<TableRow> published = new HashSet<>();

  /**
   * Makes a comparison that has seen no segment yet.
   *
   * @param committed every result of the sweep's ledger, with versions
   */
  Reconciliation(String sweep, List<StoredResult> committed) {
    this.sweep = sweep;
    for (StoredResult result : committed) {
      TableRow row = new TableRow(result.id(), result.version(), result.finishedAt());
      this.committed.put(row, result);
      this.versioned.putIfAbsent(row.withoutVersion(), row);
    }
  }

  /**
   * Takes the next segment in.
   *
   * @return why it cannot stay; empty if it can
   */
  Optional<String> objection(SegmentContent segment) {
    for (String name : segment.sweeps()) {
      if (!name.equals(sweep)) {
        return Optional.of("it has rows of the sweep " + name);
      }
    }
    Set<TableRow> runs = new HashSet<>(segment.rows());
    Set<TableRow> rows = new HashSet<>();
    for (TableRow found : segment.rows()) {
      TableRow row = found.version() == null ? versioned.get(found) : found;
      StoredResult result = row == null ? null : committed.get(row);
      if (result == null) {
        return Optional.of(
            "trial %s of %s in it is not in the ledger"
                .formatted(found.trialId(), found.finishedAt()));
      }
      if (published.contains(row) || !rows.add(row)) {
        return Optional.of("trial %s in it is published twice".formatted(found.trialId()));
      }
      long points = segment.curvePoints().getOrDefault(found, 0L);
      if (points != result.curvePoints()) {
        return Optional.of(
            "its curve of trial %s has %d points, the ledger %d"
                .formatted(found.trialId(), points, result.curvePoints()));
      }
      long decisions = segment.decisions().getOrDefault(found, 0L);
      if (decisions != result.decisionCount()) {
        return Optional.of(
            "it has %d decisions of trial %s, the ledger %d"
                .formatted(decisions, found.trialId(), result.decisionCount()));
      }
    }
    if (!runs.containsAll(segment.decisions().keySet())) {
      return Optional.of("it has decisions of trials that it does not have");
    }
    if (!runs.containsAll(segment.curvePoints().keySet())) {
      return Optional.of("it has curves of trials that it does not have");
    }
    published.addAll(rows);
    return Optional.empty();
  }

  /** Returns the results that no segment has which was taken in, in the order of the ledger. */
  List<StoredResult> missing() {
    List<StoredResult> missing = new ArrayList<>();
    committed.forEach(
        (row, result) -> {
          if (!published.contains(row)) {
            missing.add(result);
          }
        });
    return missing;
  }
}
