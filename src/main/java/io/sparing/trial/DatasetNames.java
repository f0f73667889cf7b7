package io.sparing.trial;

import io.sparing.data.Datasets;
import io.sparing.task.Tasks;
import io.sparing.text.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What may be written as a trial's data set. */
final class DatasetNames {

  private static final List<String> TRAINABLE =
      Datasets.NAMES.stream().filter(name -> Tasks.refusal(Datasets.find(name)).isEmpty()).toList();

  private static final List<String> FILES =
      List.of("FILE.csv", "FILE.tsv", "FILE.jsonl", "FILE.parquet");

  private DatasetNames() {}

  /**
   * Returns the canonical form: a name in lower case, or a file's absolute path, taken from the
   * folder that this process works in. It does not look whether the file exists.
   *
   * @throws IllegalArgumentException if it is neither, or no trial can be trained on it
   */
  static String check(String written) {
    String name = written.toLowerCase(Locale.ROOT);
    if (TRAINABLE.contains(name)) {
      return name;
    }
    if (Datasets.NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "Invalid dataset: %s; %s"
              .formatted(name, Tasks.refusal(Datasets.find(name)).orElseThrow()));
    }
    if (Datasets.isFile(written)) {
      return Path.of(written).toAbsolutePath().normalize().toString();
    }
    if (Files.isDirectory(Path.of(written))) {
      throw new IllegalArgumentException(
          Datasets.absence(Path.of(written).toAbsolutePath().normalize()).orElseThrow());
    }
    if (Files.exists(Path.of(written))) {
      throw new IllegalArgumentException(
          "Invalid dataset: %s; expected a file that is named as one of %s"
              .formatted(Printable.of(written), String.join(", ", FILES)));
    }
    throw new IllegalArgumentException(
        "Unknown dataset: %s; known: %s"
            .formatted(
                Printable.of(written),
                String.join(", ", Stream.concat(TRAINABLE.stream(), FILES.stream()).toList())));
  }
}
