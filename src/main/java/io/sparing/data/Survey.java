package io.sparing.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The first of two passes over a data set's files: it checks every row, finds the labels where they
 * are not known, and decides which split each row is in, all without keeping a text.
 */
final class Survey {

  /** Where labels are taken from the file, more different ones are no classes. */
  private static final int MOST_LABELS = 1000;

  /**
   * A file with what is known of it.
   *
   * @param labels from the label as written to its index; null where they are still to be found
   */
  record Table(
      Path path,
      FileFormat format,
      Columns columns,
      Split split,
      Map<String, Integer> labels,
      boolean entities) {}

  private final List<Table> tables;
  private final Validation validation;
  private final RowTable rows = new RowTable();
  private final List<Integer> ends = new ArrayList<>();
  private final Map<String, Integer> found = new LinkedHashMap<>();
  private final Findings findings = new Findings();

  private Survey(List<Table> tables, Validation validation) {
    this.tables = List.copyOf(tables);
    this.validation = validation;
  }

  /**
   * Reads all tables once.
   *
   * @param labels the classes; empty to find them, sorted
   * @throws BadDataException if a table cannot be read
   */
  static Survey of(List<Table> tables, List<String> labels, HoldOut holdOut, Validation validation)
      throws IOException {
    Survey survey = new Survey(tables, validation);
    for (Table table : tables) {
      RowReader.read(table.path(), table.format(), table.columns(), row -> survey.add(table, row));
      survey.ends.add(survey.rows.rows());
    }
    HashSplit.apply(holdOut, survey.rows);
    survey.findLeaks();
    if (labels.isEmpty()) {
      survey.sortLabels();
    }
    survey.findMissingClasses(labels.isEmpty() ? survey.labels() : labels);
    return survey;
  }

  /**
   * The labels of rows that are kept, in the order of their indices; empty where they were known.
   */
  List<String> labels() {
    return List.copyOf(found.keySet());
  }

  /** What was decided of each row, in the order of the tables. */
  RowTable rows() {
    return rows;
  }

  DataReport report() {
    int dropped = 0;
    for (int row = 0; row < rows.rows(); row++) {
      dropped += rows.split(row) == RowTable.DROPPED ? 1 : 0;
    }
    return findings.report(rows.rows(), dropped);
  }

  /** Where a row is that was kept, by its index within a split. */
  String place(Split split, int row) {
    return place(rows.find(split, row));
  }

  private void add(Table table, RawRow row) {
    String place = table.path().getFileName() + ":" + row.line();
    if (!row.fault().isEmpty()) {
      findings.add(Finding.Kind.MALFORMED_ROW, place, row.fault());
      rows.add(Checksum.ofTexts("", ""), -1, row.line(), RowTable.DROPPED);
      return;
    }
    String text = text(row.text(), table);
    String pair = text(row.pair(), table);
    Optional<String> label = label(table, row.label(), place);
    byte split = split(table, row.split(), place);
    boolean sound = checkTexts(table, row, text, pair, place);
    boolean kept = label.isPresent() && split >= 0 && (sound || validation != Validation.DROP);
    rows.add(
        Checksum.ofTexts(text, pair),
        kept ? index(table, label.get()) : -1,
        row.line(),
        kept ? split : RowTable.DROPPED);
  }

  /** A text as an example holds it; empty where the row has none. */
  static String text(String cell, Table table) {
    if (cell == null) {
      return "";
    }
    return Utf8Text.clean(table.entities() ? Entities.decode(cell) : cell);
  }

  /** The label as written; empty, and told, if it is none. */
  private Optional<String> label(Table table, String cell, String place) {
    String label = cell == null ? "" : cell.strip();
    if (Utf8Text.malformed(label)) {
      return Optional.empty(); // Told with the texts, so that a row counts once.
    }
    if (table.labels() == null ? !label.isEmpty() : table.labels().containsKey(label)) {
      return Optional.of(label);
    }
    String known =
        table.labels() == null
            ? ""
            : "; known: " + String.join(", ", table.labels().keySet().stream().sorted().toList());
    findings.add(
        Finding.Kind.UNKNOWN_LABEL,
        place,
        label.isEmpty() ? "no label" : "Unknown label: %s%s".formatted(label, known));
    return Optional.empty();
  }

  /** The index of a label that a kept row has; where labels are to be found, this one is. */
  private int index(Table table, String label) {
    if (table.labels() != null) {
      return table.labels().get(label);
    }
    int index = found.computeIfAbsent(label, l -> found.size());
    if (found.size() > MOST_LABELS) {
      throw new BadDataException(
          "Invalid label column of %s: more than %d different values; expected classes"
              .formatted(table.path(), MOST_LABELS));
    }
    return index;
  }

  private byte split(Table table, String cell, String place) {
    if (table.columns().split().isEmpty()) {
      return table.split().index();
    }
    String written = cell == null ? "" : cell.strip();
    Optional<Split> split = Split.find(written);
    if (split.isEmpty()) {
      findings.add(
          Finding.Kind.UNKNOWN_SPLIT,
          place,
          written.isEmpty()
              ? "no split"
              : "Unknown split: %s; known: train, validation, test"
                  .formatted(Utf8Text.clean(written)));
      return RowTable.DROPPED;
    }
    return split.get().index();
  }

  private boolean checkTexts(Table table, RawRow row, String text, String pair, String place) {
    boolean paired = !table.columns().pair().isEmpty();
    boolean empty = text.isEmpty() || (paired && pair.isEmpty());
    boolean malformed = malformed(row.text()) || malformed(row.pair());
    boolean malformedLabel = malformed(row.label());
    if (empty) {
      findings.add(Finding.Kind.EMPTY_TEXT, place, "empty text");
    }
    if (malformed || malformedLabel) {
      findings.add(
          Finding.Kind.NOT_UTF8, place, malformedLabel ? "the label is not UTF-8" : "not UTF-8");
    }
    return !empty && !malformed;
  }

  private static boolean malformed(String cell) {
    return cell != null && Utf8Text.malformed(cell);
  }

  /** Numbers labels in their order, without those whose rows were all left out as leaks. */
  private void sortLabels() {
    boolean[] kept = new boolean[found.size()];
    for (int row = 0; row < rows.rows(); row++) {
      if (rows.split(row) != RowTable.DROPPED) {
        kept[rows.label(row)] = true;
      }
    }
    int[] sorted = new int[found.size()];
    Map<String, Integer> byName = new TreeMap<>(found);
    found.clear();
    byName.forEach(
        (label, index) -> {
          if (kept[index]) {
            sorted[index] = found.size();
            found.put(label, found.size());
          }
        });
    for (int row = 0; row < rows.rows(); row++) {
      if (rows.split(row) != RowTable.DROPPED) {
        rows.label(row, sorted[rows.label(row)]);
      }
    }
  }

  private void findLeaks() {
    long[] test = rows.sortedHashes(Split.TEST);
    long[] held = rows.sortedHashes(Split.VALIDATION);
    for (int row = 0; row < rows.rows(); row++) {
      byte split = rows.split(row);
      boolean train = split == Split.TRAIN.index();
      if ((train || split == Split.VALIDATION.index()) && has(test, row)) {
        leaked(row, train ? Split.TRAIN : Split.VALIDATION, Split.TEST);
      } else if (train && has(held, row)) {
        leaked(row, Split.TRAIN, Split.VALIDATION);
      }
    }
  }

  private boolean has(long[] hashes, int row) {
    return Arrays.binarySearch(hashes, rows.hash(row)) >= 0;
  }

  private void leaked(int row, Split own, Split later) {
    findings.add(
        Finding.Kind.LEAKED,
        place(row),
        "%s row, in the %s split too".formatted(own.text(), later.text()));
    if (validation == Validation.DROP) {
      rows.split(row, RowTable.DROPPED);
    }
  }

  private String place(int row) {
    int table = 0;
    while (row >= ends.get(table)) {
      table++;
    }
    return tables.get(table).path().getFileName() + ":" + rows.line(row);
  }

  private void findMissingClasses(List<String> labels) {
    boolean[] seen = new boolean[labels.size()];
    for (int row = 0; row < rows.rows(); row++) {
      if (rows.split(row) == Split.TRAIN.index()) {
        seen[rows.label(row)] = true;
      }
    }
    for (int label = 0; label < seen.length; label++) {
      if (!seen[label]) {
        findings.add(
            Finding.Kind.NO_TRAINING_ROW,
            tables.get(0).path().getFileName().toString(),
            "class %s has no training row".formatted(labels.get(label)));
      }
    }
  }
}
