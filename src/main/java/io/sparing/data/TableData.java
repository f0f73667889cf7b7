package io.sparing.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A data set whose rows are in tables: surveyed in one pass, collected in a second one. */
final class TableData {

  private final DatasetManifest manifest;
  private final List<Survey.Table> tables;
  private final Survey survey;

  private TableData(DatasetManifest manifest, List<Survey.Table> tables, Survey survey) {
    this.manifest = manifest;
    this.tables = tables;
    this.survey = survey;
  }

  /** Returns a data set with a manifest. */
  static TableData published(DatasetManifest manifest, SourceFiles files, Validation validation)
      throws IOException {
    List<Survey.Table> tables = new ArrayList<>();
    for (DataFile file : manifest.files()) {
      tables.add(
          new Survey.Table(
              files.find(manifest.name(), file),
              file.format(),
              file.columns(),
              file.split(),
              file.labels().entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          e -> e.getKey(), e -> manifest.labels().indexOf(e.getValue()))),
              file.entities()));
    }
    Survey survey = Survey.of(tables, manifest.labels(), manifest.holdOut(), validation);
    return new TableData(manifest, tables, survey).checked(validation);
  }

  /** Returns one's own file; its labels are found. */
  static TableData own(OwnFile file, Validation validation) throws IOException {
    file.checkColumns();
    List<Survey.Table> tables = List.of(file.table());
    Survey survey = Survey.of(tables, List.of(), file.holdOut(), validation);
    return new TableData(manifest(file, survey), tables, survey).checked(validation);
  }

  private static DatasetManifest manifest(OwnFile file, Survey survey) {
    try {
      return file.manifest(survey.labels(), survey.rows());
    } catch (BadDataException e) {
      throw new BadDataException(e.getMessage() + found(survey.report()), e);
    }
  }

  /** Returns a possible reason why too few rows are left. */
  private static String found(DataReport report) {
    return report.clean() ? "" : "; " + ReportText.line(report);
  }

  DataReport report() {
    return survey.report();
  }

  /** Reads the files again and keeps the rows that were decided to be kept. */
  Dataset collect() throws IOException {
    List<List<Example>> splits = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int[] row = {0};
    for (Survey.Table table : tables) {
      RowReader.read(
          table.path(),
          table.format(),
          table.columns(),
          raw -> collect(table, raw, row[0]++, splits));
    }
    return Dataset.of(
        manifest, splits.get(0), splits.get(1), splits.get(2), survey.report(), survey::place);
  }

  private void collect(Survey.Table table, RawRow raw, int row, List<List<Example>> splits) {
    RowTable rows = survey.rows();
    String text = Survey.text(raw.text(), table);
    String pair = Survey.text(raw.pair(), table);
    if (row >= rows.rows() || rows.hash(row) != Survey.hash(text, pair)) {
      throw new BadDataException(
          "Cannot read %s: it changed while it was read".formatted(table.path()));
    }
    if (rows.split(row) != RowTable.DROPPED) {
      splits.get(rows.split(row)).add(new Example(text, pair, rows.label(row)));
    }
  }

  private TableData checked(Validation validation) {
    DataReport report = survey.report();
    if (validation == Validation.STRICT && !report.clean()) {
      throw new BadDataException(
          "Invalid data set %s: %s".formatted(manifest.name(), ReportText.line(report)));
    }
    for (Split split : Split.values()) {
      if (survey.rows().isEmpty(split)) {
        throw new BadDataException(
            "Invalid data set %s: no %s rows; every split needs some (see split, validation_ratio and test_ratio), and it has %,d rows in all"
                    .formatted(manifest.name(), split.text(), report.rows())
                + found(report));
      }
    }
    return this;
  }
}
