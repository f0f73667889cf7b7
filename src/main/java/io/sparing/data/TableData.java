package io.sparing.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A data set whose rows are in tables, which were surveyed. */
final class TableData {

  private final DatasetManifest manifest;
  private final Survey survey;
  private final RowTexts texts;

  private TableData(DatasetManifest manifest, Survey survey, RowTexts texts) {
    this.manifest = manifest;
    this.survey = survey;
    this.texts = texts;
  }

  /**
   * Returns a data set with a manifest.
   *
   * @param texts takes the texts of its rows
   */
  static TableData published(
      DatasetManifest manifest, SourceFiles files, Validation validation, RowTexts texts)
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
    Survey survey = Survey.of(tables, manifest.labels(), manifest.holdOut(), validation, texts);
    return new TableData(manifest, survey, texts).checked(validation);
  }

  /**
   * Returns one's own file; its labels are found.
   *
   * @param texts takes the texts of its rows
   */
  static TableData own(OwnFile file, Validation validation, RowTexts texts) throws IOException {
    file.checkColumns();
    Survey survey = Survey.of(List.of(file.table()), List.of(), file.holdOut(), validation, texts);
    return new TableData(manifest(file, survey), survey, texts).checked(validation);
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

  /** Returns the rows that were decided to be kept, and whose texts were. */
  Dataset collect() {
    List<List<Example>> splits = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    RowTable rows = survey.rows();
    for (int row = 0; row < rows.rows(); row++) {
      if (rows.split(row) != RowTable.DROPPED) {
        splits.get(rows.split(row)).add(texts.example(row, rows.label(row)));
      }
    }
    return Dataset.of(
        manifest, splits.get(0), splits.get(1), splits.get(2), survey.report(), survey::place);
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
