package io.sparing.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFileCheckTest {

  @TempDir private Path folder;

  private Sweep sweep(String base, String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "text,label\n");
    return Sweeps.parse(
        """
        name: small
        metric: accuracy

        base: {dataset: %s, %s}
        blocks:
          - {strategy: zero-shot, model: minilm-l6}
        """
            .formatted(file, base),
        overrides);
  }

  private void assertRefused(String base, String message, String... overrides) {
    assertThatThrownBy(() -> sweep(base, overrides))
        .isInstanceOf(InvalidSweepException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aColumnIsAskedForOnce() throws IOException {
    String words = "; text is that column, too; expected different columns";
    assertRefused("max_length: 32, text_pair: text", ":4: Invalid text_pair: text" + words);
    assertRefused(
        "max_length: 32", "in --set label=text: Invalid label: text" + words, "label=text");
    assertThatThrownBy(
            () ->
                Sweeps.parse(
                    """
                    name: small
                    metric: accuracy
                    blocks:
                      - dataset: /no/a.csv
                        strategy: zero-shot
                        model: minilm-l6
                        label: [a, b]
                        split: [part, b]
                    """))
        .hasMessageContaining("small.yaml:8: Invalid split: b; label is that column, too");
    assertThat(sweep("max_length: 32, text: label, label: text").trials()).hasSize(1);
  }

  @Test
  void sharesThatLeaveNothingToLearnFromAreRefusedWithTheirLine() throws IOException {
    assertRefused(
        "validation_ratio: 0.9, test_ratio: 0.9",
        ":4: Invalid validation_ratio and test_ratio: 0.9 and 0.9; expected less than 1 together");
    assertRefused(
        "test_ratio: 0.5", "in --set validation_ratio=0.5: Invalid", "validation_ratio=0.5");
    assertThat(sweep("test_ratio: 0.8").trials()).hasSize(1);
  }

  @Test
  void aFolderIsToldFromAFileThatIsNotThere() throws IOException {
    Path spark = Files.createDirectory(folder.resolve("out.parquet"));
    Files.writeString(spark.resolve("part-0.parquet"), "");
    assertRefused(
        "max_length: 32",
        "Cannot read %s: it is a folder; name one file, such as %s"
            .formatted(spark, spark.resolve("part-0.parquet")),
        "dataset=" + spark);
    assertRefused(
        "max_length: 32",
        "Cannot read %s: it is a folder; name one file".formatted(folder),
        "dataset=" + folder);
    Path odd = Files.writeString(folder.resolve("a.csv.gz"), "");
    assertRefused(
        "max_length: 32",
        "Invalid dataset: %s; expected a file that is named as one of FILE.csv".formatted(odd),
        "dataset=" + odd);
  }
}
