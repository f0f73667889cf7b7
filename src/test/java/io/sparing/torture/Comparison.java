package io.sparing.torture;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds a sweep that was disturbed against the same sweep undisturbed, and its tables against its
 * ledger. Each difference is a line for a person.
 */
final class Comparison {

  /** What differs from run to run. */
  private static final Pattern MEASURED =
      Pattern.compile(
          ".*_(millis|seconds|per_second|host_bytes|hours|joules|alone|cost)|cost_per_.*"
              + "|(.*_)?company|timed_steps");

  private final Map<String, Row> reference;
  private final Path folder;
  private final List<String> differences = new ArrayList<>();

  private Comparison(Map<String, Row> reference, Path folder) {
    this.reference = reference;
    this.folder = folder;
  }

  /** The last row of each trial. */
  static Map<String, Row> last(List<Row> rows) {
    Map<String, Row> last = new LinkedHashMap<>();
    rows.forEach(row -> last.put(row.trialId(), row));
    return last;
  }

  /**
   * What is wrong.
   *
   * @param reference the last row of each trial of the undisturbed sweep
   * @param folder the disturbed sweep's
   * @param lostTwice most trials that may have been quarantined
   */
  static List<String> differences(Map<String, Row> reference, Path folder, long lostTwice)
      throws IOException {
    Comparison comparison = new Comparison(reference, folder);
    try {
      comparison.compare(LedgerRows.read(folder.resolve("ledger.jsonl")), lostTwice);
    } catch (JsonParseException e) {
      comparison.tell("unreadable %s".formatted(e.getMessage()));
    } catch (SQLException e) {
      comparison.tell("unreadable tables: %s".formatted(e.getMessage()));
    }
    return comparison.differences;
  }

  private void compare(List<Row> rows, long lostTwice) throws SQLException {
    Map<String, Row> last = last(rows);
    ledger(rows, last, lostTwice);
    last.values().stream().filter(Row::ok).forEach(this::compareWithReference);
    trials(rows, last);
    curves(last);
  }

  private void ledger(List<Row> rows, Map<String, Row> last, long lostTwice) {
    reference.keySet().stream()
        .filter(id -> !last.containsKey(id))
        .forEach(id -> tell("ledger: no row of trial %s".formatted(id)));
    Set<String> done = new TreeSet<>();
    for (Row row : rows) {
      if (!reference.containsKey(row.trialId())) {
        tell("ledger: unknown trial: %s".formatted(row));
      }
      if (done.contains(row.trialId())) {
        tell("ledger: ran again after it had succeeded: %s".formatted(row));
      }
      if (row.ok()) {
        done.add(row.trialId());
      }
    }
    falseRows(rows);
    List<Row> quarantined = rows.stream().filter(Row::quarantined).toList();
    if (quarantined.size() > lostTwice) {
      tell(
          "ledger: quarantined, and at most %d lost two processes: %s"
              .formatted(lostTwice, quarantined));
    }
  }

  /** Told once for each reason: one event may have ended many trials. */
  private void falseRows(List<Row> rows) {
    Map<String, List<Row>> byReason =
        rows.stream()
            .filter(row -> !row.ok() && !row.quarantined())
            .collect(
                Collectors.groupingBy(
                    row -> row.status() + row.message(), LinkedHashMap::new, Collectors.toList()));
    byReason
        .values()
        .forEach(same -> tell("ledger: %d false rows: %s".formatted(same.size(), same.get(0))));
  }

  private void compareWithReference(Row row) {
    Row expected = reference.get(row.trialId());
    if (expected == null) {
      return;
    }
    differs("settings", row, expected.settings(), row.settings());
    differs("metrics", row, repeatable(expected), repeatable(row));
    differs("curve", row, expected.curve(), row.curve());
  }

  private static Map<String, Double> repeatable(Row row) {
    return row.metrics().entrySet().stream()
        .filter(metric -> !MEASURED.matcher(metric.getKey()).matches())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void differs(String what, Row row, Object expected, Object found) {
    if (!expected.equals(found)) {
      tell(
          "%s of %s differ undisturbed: %s and %s".formatted(what, row.trialId(), expected, found));
    }
  }

  private void trials(List<Row> rows, Map<String, Row> last) throws SQLException {
    TableRows table = TableRows.read(folder.resolve("trials"));
    Set<String> committed = rows.stream().map(Comparison::key).collect(Collectors.toSet());
    Set<String> found = new TreeSet<>();
    for (Map<String, Object> row : table.rows()) {
      String key = row.get("trial_id") + "@" + TableRows.finishedAt(row);
      if (!committed.contains(key)) {
        tell("trials: a row that the ledger lacks: %s %s".formatted(key, row.get("status")));
      }
      if (!found.add(key)) {
        tell("trials: twice: %s".formatted(key));
      }
    }
    for (Row row : last.values()) {
      table.of(row.trialId()).rows().stream()
          .filter(cells -> row.finishedAt().equals(TableRows.finishedAt(cells)))
          .findFirst()
          .ifPresentOrElse(
              cells -> cells(row, cells), () -> tell("trials: the table lacks %s".formatted(row)));
    }
  }

  private static String key(Row row) {
    return row.trialId() + "@" + row.finishedAt();
  }

  private void cells(Row row, Map<String, Object> cells) {
    if (!row.status().equals(cells.get("status"))) {
      tell("trials: %s has status %s in the table".formatted(row, cells.get("status")));
    }
    row.metrics()
        .forEach(
            (metric, value) -> {
              Object cell = cells.get(metric);
              boolean same =
                  cell instanceof Long whole ? whole == Math.round(value) : value.equals(cell);
              if (!same) {
                tell(
                    "trials: %s of %s is %s, of the ledger %s".formatted(metric, row, cell, value));
              }
            });
  }

  private void curves(Map<String, Row> last) throws SQLException {
    TableRows table = TableRows.read(folder.resolve("curves"));
    table.rows().stream()
        .map(point -> String.valueOf(point.get("trial_id")))
        .filter(id -> !last.containsKey(id))
        .distinct()
        .forEach(id -> tell("curves: points of no trial: %s".formatted(id)));
    for (Row row : last.values()) {
      List<Row.Point> points =
          table.of(row.trialId()).rows().stream()
              .filter(point -> belongs(point, row))
              .map(Comparison::point)
              .sorted((a, b) -> Long.compare(a.step(), b.step()))
              .toList();
      if (!points.equals(row.curve())) {
        tell(
            "curves: %s has %d points in the table (steps %s), %d in the ledger"
                .formatted(
                    row,
                    points.size(),
                    points.stream().map(Row.Point::step).toList(),
                    row.curve().size()));
      }
    }
  }

  /** A plain reader takes the points of a trial's last row, where the table tells rows apart. */
  private static boolean belongs(Map<String, Object> point, Row row) {
    return Objects.requireNonNullElse(TableRows.finishedAt(point), row.finishedAt())
        .equals(row.finishedAt());
  }

  private static Row.Point point(Map<String, Object> cells) {
    return new Row.Point(
        ((Number) cells.get("step")).longValue(),
        ((Number) cells.get("train_loss")).doubleValue(),
        (Double) cells.get("validation_accuracy"));
  }

  private void tell(String what) {
    differences.add(what);
  }
}
