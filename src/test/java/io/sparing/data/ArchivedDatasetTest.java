package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.sources.DownloadListener;
import io.sparing.sources.Sha256;
import io.sparing.sources.SourceFolders;
import io.sparing.sources.ZipFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set whose files lie in a zip archive in a mirror. */
class ArchivedDatasetTest {

  private static final String MANIFEST =
      """
      name: moods
      description: How a text feels
      task: classification
      source: a:b
      licence: CC0-1.0
      citation: none
      metric: accuracy
      labels: {sad: unhappy, glad: happy}
      prompt_templates: ["a {label} text"]
      hold_out: {validation: 0.25}
      files:
        - path: moods/all.zip
          sha256: SUM
          bytes: SIZE
          member: moods/train.tsv
          split: train
          format: tsv
          columns: &columns {text: text, label: mood}
          labels: &labels {"0": sad, "1": glad}
        - path: moods/all.zip
          sha256: SUM
          bytes: SIZE
          member: moods/dev.tsv
          split: test
          format: tsv
          columns: *columns
          labels: *labels
      """;

  @TempDir Path folder;

  private byte[] zip;
  private Path archive;

  @BeforeEach
  void pack() throws IOException {
    StringBuilder train = new StringBuilder("text\tmood\n");
    for (int row = 0; row < 40; row++) {
      train.append("row %d\t%d\n".formatted(row, row % 2));
    }
    zip =
        ZipFiles.of(
            Map.of(
                "moods/train.tsv",
                train.toString(),
                "moods/dev.tsv",
                "text\tmood\n\"what\" a day\t1\nrain\t0\n"));
    archive = folder.resolve("mirror/moods/all.zip");
    Files.createDirectories(archive.getParent());
    Files.write(archive, zip);
  }

  @Test
  void itsRowsAreThoseOfItsMembers() throws IOException {
    Dataset dataset =
        TableData.published(manifest(MANIFEST), files(), Validation.STRICT, RowTexts.kept())
            .collect();
    assertThat(dataset.train()).hasSize(30);
    assertThat(dataset.validation()).hasSize(10);
    assertThat(dataset.test())
        .containsExactly(new Example("\"what\" a day", "", 1), new Example("rain", "", 0));
    assertThat(folder.resolve("cache/unpacked")).isNotEmptyDirectory();
    assertThat(folder.resolve("cache/sources")).doesNotExist();
    assertThat(
            TableData.published(manifest(MANIFEST), files(), Validation.STRICT, RowTexts.kept())
                .collect())
        .isEqualTo(dataset);
  }

  @Test
  void aMemberThatIsMissingIsBadData() {
    DatasetManifest manifest = manifest(MANIFEST.replace("moods/dev.tsv", "moods/test.tsv"));
    assertThatThrownBy(
            () -> TableData.published(manifest, files(), Validation.STRICT, RowTexts.kept()))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("Cannot resolve moods/test.tsv in moods/all.zip from " + archive)
        .hasMessageContainingAll("moods/train.tsv", "moods/dev.tsv", "(data set moods)");
  }

  @Test
  void anotherArchiveIsBadData() throws IOException {
    Files.write(archive, ZipFiles.of(Map.of("moods/train.tsv", "")));
    assertThatThrownBy(
            () ->
                TableData.published(
                    manifest(MANIFEST), files(), Validation.STRICT, RowTexts.kept()))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("Cannot resolve moods/all.zip from ");
  }

  private DatasetManifest manifest(String yaml) {
    String pinned = yaml.replace("SUM", Sha256.of(zip)).replace("SIZE", String.valueOf(zip.length));
    return DatasetManifestParser.parse(
        new ByteArrayInputStream(pinned.getBytes(StandardCharsets.UTF_8)), "moods.yaml");
  }

  private ResolvedFiles files() {
    return new ResolvedFiles(
        new SourceFolders(folder.resolve("cache"), List.of(folder.resolve("mirror"))),
        DownloadListener.NONE);
  }
}
