package io.sparing.look;

import io.sparing.data.DataSettings;
import io.sparing.data.Dataset;
import io.sparing.data.Datasets;
import io.sparing.data.HoldOut;
import io.sparing.data.OwnColumns;
import io.sparing.data.ResolvedFiles;
import io.sparing.data.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Files with the columns text, other and label, in tests. */
final class MadeUpFile {

  private MadeUpFile() {}

  /** Reads rows of one text: {@code text,other,label} each. */
  static Dataset read(Path folder, int rows, IntFunction<String> row) {
    return read(folder, rows, row, "");
  }

  /** Reads rows whose second text is in that column. */
  static Dataset read(Path folder, int rows, IntFunction<String> row, String pair) {
    List<String> lines = new ArrayList<>(List.of("text,other,label"));
    for (int i = 0; i < rows; i++) {
      lines.add(row.apply(i));
    }
    try {
      Path file = Files.write(folder.resolve("made-up.csv"), lines);
      OwnColumns columns = new OwnColumns("text", "label", pair, "", new HoldOut(0.1, 0.1));
      return Datasets.load(
          file.toString(),
          new DataSettings(Optional.of(columns), Validation.WARN),
          ResolvedFiles.in(List.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
