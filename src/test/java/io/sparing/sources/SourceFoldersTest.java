package io.sparing.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFoldersTest {

  @TempDir private Path folder;

  @Test
  void theCacheIsBelowTheHome() {
    assertThat(SourceFolders.usual(Map.of("HOME", folder.toString()), folder))
        .isEqualTo(folder.resolve(".cache").resolve("sparing"));
  }

  @Test
  void aHomeThatCannotBeWrittenIsPassedOver() throws IOException {
    Path file = Files.writeString(folder.resolve("home"), "");
    assertThat(SourceFolders.usual(Map.of("HOME", file.toString()), folder))
        .isEqualTo(folder.resolve("sparing-cache-" + System.getProperty("user.name")));
  }
}
