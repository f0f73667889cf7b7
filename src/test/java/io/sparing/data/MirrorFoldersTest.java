package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorFoldersTest {

  @TempDir private Path folder;

  private static DataFile file(String path) {
    return new DataFile(
        path, Checksum.of("rows"), 4, "", Split.TRAIN, FileFormat.SQUAD, null, Map.of(), false);
  }

  @Test
  void theFirstFolderThatHasTheFileWins() throws IOException {
    Files.createDirectories(folder.resolve("b/sst2"));
    Path there = Files.writeString(folder.resolve("b/sst2/train.tsv"), "rows");
    String both = folder.resolve("a") + File.pathSeparator + folder.resolve("b");
    MirrorFolders byVariable = MirrorFolders.of(null, Map.of("SPARING_MIRROR", both));
    MirrorFolders byProperty = MirrorFolders.of(both, Map.of("SPARING_MIRROR", "nowhere"));
    assertThat(byVariable.find("sst-2", file("sst2/train.tsv"))).isEqualTo(there);
    assertThat(byProperty.find("sst-2", file("sst2/train.tsv"))).isEqualTo(there);
  }

  @Test
  void whatIsMissingOrSomethingElseIsRefused() throws IOException {
    MirrorFolders folders = new MirrorFolders(List.of(folder));
    assertThatThrownBy(() -> MirrorFolders.of(null, Map.of()).find("sst-2", file("a.tsv")))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("Cannot find a.tsv of data set sst-2: no mirror folder is given");
    assertThatThrownBy(() -> folders.find("sst-2", file("a.tsv")))
        .hasMessageContaining("it is not in " + folder);
    Files.writeString(folder.resolve("a.tsv"), "rowsrows");
    assertThatThrownBy(() -> folders.find("sst-2", file("a.tsv")))
        .hasMessage("Invalid file %s: 8 bytes; expected 4".formatted(folder.resolve("a.tsv")));
    Files.writeString(folder.resolve("a.tsv"), "rowz");
    assertThatThrownBy(() -> folders.find("sst-2", file("a.tsv")))
        .hasMessageContaining("SHA-256 " + Checksum.of("rowz"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.tsv", "/a.tsv", "a/../../b.tsv", "", "a\\b.tsv"})
  void aPathThatLeavesTheFolderIsRefused(String path) {
    assertThatThrownBy(() -> file(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid file: %s; expected a path below a mirror folder".formatted(path));
  }
}
