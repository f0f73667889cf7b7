package io.sparing.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a file of rows is written. Texts are UTF-8; a byte-order mark is skipped. */
public enum FileFormat {
  /** Cells between commas, quoted as RFC 4180 says; line ends within quotes belong to the cell. */
  CSV,
  /** Cells between tabs, a row a line; quotes mean nothing, as GLUE and MRPC are published. */
  TSV,
  /** A JSON object a line; its keys are the columns. */
  JSONL,
  /** Apache Parquet. */
  PARQUET,
  /** One JSON document in the layout of SQuAD 2.0; a question is a row. */
  SQUAD;

  /** The endings of one's own files. */
  static final List<FileFormat> TABLES = List.of(CSV, TSV, JSONL, PARQUET);

  /** Returns the name that manifests and file names use. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the format of a table by its file name's ending, in any case. */
  static Optional<FileFormat> ofName(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    return TABLES.stream().filter(format -> name.endsWith("." + format.text())).findFirst();
  }

  /** Returns the format of that name. */
  static Optional<FileFormat> find(String text) {
    return Arrays.stream(values()).filter(format -> format.text().equals(text)).findFirst();
  }
}
