package io.sparing.results;

import java.util.List;
import java.util.Map;

/**
 * What a published segment holds, as far as repairing needs to know.
 *
 * @param sweeps names of the sweeps that its rows are of, each once
 * @param rows one for each row of its trials, in no order
 * @param curvePoints how many points the segment has of each run's curve; a run without any is not
 *     in it. Runs are named as in their trials' file
 * @param decisions how many decisions the segment has of each run, likewise
 */
public record SegmentContent(
    List<String> sweeps,
    List<TableRow> rows,
    Map<TableRow, Long> curvePoints,
    Map<TableRow, Long> decisions) {

  /** Copies the collections. */
  public SegmentContent {
    sweeps = List.copyOf(sweeps);
    rows = List.copyOf(rows);
    curvePoints = Map.copyOf(curvePoints);
    decisions = Map.copyOf(decisions);
  }
}
