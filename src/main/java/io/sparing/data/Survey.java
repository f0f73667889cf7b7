package io.sparing.data;

import io.sparing.sources.Sha256;
import io.sparing.text.CleanText;
import io.sparing.text.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pass over a data set's files: it checks every row, finds the labels where they are not known,
 * and decides which split each row is in, all without a need to keep a text.
 */
final class Survey {

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
  private final SortedMap<String, List<Integer>> groups = new TreeMap<>();
  private final RowTexts texts;
  private final List<Integer> ends = new ArrayList<>();
  private final Findings findings = new Findings();
  private final FoundLabels found;
  private List<String> labels;

  private Survey(List<Table> tables, List<String> labels, Validation validation, RowTexts texts) {
    this.tables = List.copyOf(tables);
    this.texts = texts;
    this.validation = validation;
    this.labels = labels;
    this.found = new FoundLabels(tables.get(0).path(), findings);
  }

  /**
   * Reads all tables once.
   *
   * @param labels the classes; empty to find them, sorted
   * @param texts takes the texts of all rows, empty ones of rows that cannot be used
   * @throws BadDataException if a table cannot be read
   */
  static Survey of(
      List<Table> tables,
      List<String> labels,
      HoldOut holdOut,
      Validation validation,
      RowTexts texts)
      throws IOException {
    Survey survey = new Survey(tables, labels, validation, texts);
    for (Table table : tables) {
      RowReader.read(table.path(), table.format(), table.columns(), row -> survey.add(table, row));
      survey.ends.add(survey.rows.rows());
    }
    survey.decide(holdOut, validation == Validation.DROP);
    return survey;
  }

  private void decide(HoldOut holdOut, boolean drop) {
    boolean own = labels.isEmpty();
    new Contradictions(rows, findings, this::place).find(this::label, drop);
    List<HashSplit.Uneven> uneven = holdOut(holdOut, own);
    new Leaks(rows, findings, this::place).find(drop);
    if (own) {
      found.tellRealNumbers();
    }
    if (rows.hasEverySplit()) {
      uneven.forEach(this::tell);
    }
    if (own) {
      sortLabels();
    }
    findMissingClasses();
  }

  /** Holds rows out; returns which classes lack their share, which groups do not promise them. */
  private List<HashSplit.Uneven> holdOut(HoldOut shares, boolean own) {
    if (groups.isEmpty()) {
      return HashSplit.apply(shares, rows, own);
    }
    HashSplit.applyToGroups(shares, rows, groups.values());
    return List.of();
  }

  /**
   * Returns the labels in the order of their indices; those of rows that are kept where they were
   * not known.
   */
  List<String> labels() {
    return List.copyOf(labels);
  }

  /** Returns the name of a label while rows are decided. */
  private String label(int index) {
    return labels.isEmpty() ? found.name(index) : labels.get(index);
  }

  /** Returns what was decided of each row, in the order of the tables. */
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

  /** Returns where a row is that was kept, by its index within a split. */
  String place(Split split, int row) {
    return place(rows.find(split, row));
  }

  private void add(Table table, RawRow row) {
    String place = table.path().getFileName() + ":" + row.line();
    if (row.fault().isPresent()) {
      findings.add(row.fault().get().kind(), place, row.fault().get().words());
      rows.add(hash("", ""), -1, row.line(), RowTable.DROPPED);
      texts.add("", "");
      return;
    }
    String text = text(row.text(), table);
    String pair = text(row.pair(), table);
    Optional<String> label = label(table, row.label(), place);
    byte split = split(table, row.split(), place);
    boolean sound = checkTexts(table, row, text, pair, place);
    boolean kept = label.isPresent() && split >= 0 && (sound || validation != Validation.DROP);
    if (row.group() != null) {
      groups.computeIfAbsent(Sha256.of(row.group()), hash -> new ArrayList<>()).add(rows.rows());
    }
    rows.add(
        hash(text, pair),
        kept ? index(table, label.get(), row.label(), place) : -1,
        row.line(),
        kept ? split : RowTable.DROPPED);
    texts.add(kept ? text : "", kept ? pair : "");
  }

  /** Returns a checksum of a row's texts as they are compared. */
  private static long hash(String text, String pair) {
    return Checksum.ofTexts(CleanText.of(text), CleanText.of(pair));
  }

  /** Returns a text as an example holds it; empty where the row has none. */
  private static String text(String cell, Table table) {
    if (cell == null) {
      return "";
    }
    return Utf8Text.clean(table.entities() ? Entities.decode(cell) : cell);
  }

  /** Returns the clean label; if it is no label, reports that and returns nothing. */
  private Optional<String> label(Table table, String cell, String place) {
    if (malformed(cell)) {
      return Optional.empty(); // It is reported with the texts, so that a row counts once.
    }
    String label = cell == null ? "" : CleanText.ofName(cell);
    Optional<String> objection =
        label.isEmpty() ? Optional.of("no label") : objection(table, label);
    objection.ifPresent(words -> findings.add(Finding.Kind.UNKNOWN_LABEL, place, words));
    return objection.isPresent() ? Optional.empty() : Optional.of(label);
  }

  private static Optional<String> objection(Table table, String label) {
    if (table.labels() == null) {
      return FoundLabels.objection(label);
    }
    return table.labels().containsKey(label)
        ? Optional.empty()
        : Optional.of(
            "Unknown label: %s; known: %s"
                .formatted(
                    Printable.of(label),
                    String.join(", ", table.labels().keySet().stream().sorted().toList())));
  }

  /**
   * Returns the index of a label that a kept row has; where labels are found in the file, adds this
   * one.
   */
  private int index(Table table, String label, String cell, String place) {
    return table.labels() == null ? found.index(cell, place) : table.labels().get(label);
  }

  private byte split(Table table, String cell, String place) {
    if (table.columns().split().isEmpty()) {
      return table.split().index();
    }
    String written = cell == null ? "" : CleanText.ofName(Utf8Text.clean(cell));
    Optional<Split> split = Split.find(written);
    if (split.isEmpty()) {
      findings.add(
          Finding.Kind.UNKNOWN_SPLIT,
          place,
          written.isEmpty()
              ? "no split"
              : "Unknown split: %s; known: train, validation, test"
                  .formatted(Printable.of(written)));
      return RowTable.DROPPED;
    }
    return split.get().index();
  }

  private boolean checkTexts(Table table, RawRow row, String text, String pair, String place) {
    boolean paired = !table.columns().pair().isEmpty();
    boolean empty = CleanText.blank(text) || (paired && CleanText.blank(pair));
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

  private void tell(HashSplit.Uneven uneven) {
    findings.add(
        Finding.Kind.UNEVEN,
        tables.get(0).path().getFileName().toString(),
        String.format(
            Locale.ROOT,
            "class %s has %,d of its %,d rows in the %s split; expected %.1f; equal texts stay"
                + " together and each class keeps a training row",
            Printable.of(label(uneven.label())),
            uneven.held(),
            uneven.rows(),
            uneven.split().text(),
            uneven.share()));
  }

  /** Numbers labels in their order, without those whose rows were all left out. */
  private void sortLabels() {
    Set<Integer> kept = new HashSet<>();
    for (int row = 0; row < rows.rows(); row++) {
      if (rows.split(row) != RowTable.DROPPED) {
        kept.add(rows.label(row));
      }
    }
    Map<Integer, Integer> places = new HashMap<>();
    List<String> names = new ArrayList<>();
    found
        .sorted()
        .forEach(
            (name, index) -> {
              if (kept.contains(index)) {
                places.put(index, names.size());
                names.add(name);
              }
            });
    for (int row = 0; row < rows.rows(); row++) {
      if (rows.split(row) != RowTable.DROPPED) {
        rows.label(row, places.get(rows.label(row)));
      }
    }
    labels = names;
  }

  private String place(int row) {
    int table = 0;
    while (row >= ends.get(table)) {
      table++;
    }
    return tables.get(table).path().getFileName() + ":" + rows.line(row);
  }

  private void findMissingClasses() {
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
            "class %s has no training row".formatted(Printable.of(labels.get(label))));
      }
    }
  }
}
