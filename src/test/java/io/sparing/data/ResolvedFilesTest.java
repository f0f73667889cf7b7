package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.sources.DownloadListener;
import io.sparing.sources.Sha256;
import io.sparing.sources.SourceFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvedFilesTest {

  @TempDir Path folder;

  @Test
  void whatIsNotThereOrAnotherFileIsBadData() throws IOException {
    assertThatThrownBy(() -> files(folder).find("mine", file()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll("Cannot resolve a.tsv", "(data set mine)");
    Path there = Files.writeString(folder.resolve("a.tsv"), "rowz");
    assertThatThrownBy(() -> files(folder).find("mine", file()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("found " + Sha256.of("rowz"));
    Files.writeString(there, "rows");
    assertThat(files(folder).find("mine", file())).isEqualTo(there);
  }

  @Test
  void aMirrorThatIsGoneIsBadData() {
    assertThatThrownBy(() -> files(folder.resolve("gone")).find("mine", file()))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("Invalid mirror: ");
  }

  private ResolvedFiles files(Path mirror) {
    return new ResolvedFiles(
        new SourceFolders(folder.resolve("cache"), List.of(mirror)), DownloadListener.NONE);
  }

  private static DataFile file() {
    return new DataFile(
        "a.tsv",
        Sha256.of("rows"),
        4,
        "",
        "",
        Split.TRAIN,
        FileFormat.SQUAD,
        null,
        Map.of(),
        false);
  }
}
