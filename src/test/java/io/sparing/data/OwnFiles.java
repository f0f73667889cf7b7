package io.sparing.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads one's own files in tests: columns {@code text} and {@code label}. */
final class OwnFiles {

  static final HoldOut TENTHS = new HoldOut(0.1, 0.1);

  /** Rows are held out. */
  static final OwnColumns COLUMNS = new OwnColumns("text", "label", "", "", TENTHS);

  /** Column {@code part} says the split. */
  static final OwnColumns SPLIT = new OwnColumns("text", "label", "", "part", TENTHS);

  private OwnFiles() {}

  static Dataset load(Path file, OwnColumns columns, Validation validation) {
    return Datasets.load(
        file.toString(),
        new DataSettings(Optional.of(columns), validation),
        ResolvedFiles.in(List.of()));
  }

  static List<String> findings(Dataset dataset) {
    return dataset.report().findings().stream().map(Finding::toString).toList();
  }
}
