package io.sparing.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusiveFilesTest {

  @TempDir private Path folder;

  @Test
  void theFinishedFileGetsItsNameAndLosesTheOld() throws IOException {
    publishesAndRefuses(folder);
  }

  @Test
  void systemsWithoutHardLinksRefuseTakenNamesToo() throws IOException {
    Path zip = folder.resolve("no-links.zip");
    try (FileSystem system = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      publishesAndRefuses(system.getPath("/"));
    }
  }

  @Test
  void aMissingFolderIsAnErrorAndKeepsTheFile() throws IOException {
    Path finished = Files.writeString(folder.resolve("_a"), "a");
    assertThatThrownBy(() -> ExclusiveFiles.publish(finished, folder.resolve("none/a")))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(finished).hasContent("a");
  }

  private static void publishesAndRefuses(Path folder) throws IOException {
    Path first = Files.writeString(folder.resolve("_first"), "first");
    Path second = Files.writeString(folder.resolve("_second"), "second");
    Path target = folder.resolve("name");
    ExclusiveFiles.publish(first, target);
    assertThatThrownBy(() -> ExclusiveFiles.publish(second, target))
        .isInstanceOf(SegmentExistsException.class)
        .hasMessageContaining("never overwritten");
    assertThat(Files.readString(target)).isEqualTo("first");
    assertThat(Files.exists(first)).isFalse();
  }
}
