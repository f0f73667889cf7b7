package io.sparing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {

  @TempDir private Path temporary;

  @Test
  void onlyWhatADeadParentLeftLongAgoIsAbandoned() throws IOException {
    Path dead = folder("sparing-worker-999999999999-1-x");
    Path alive = folder("sparing-worker-%d-1-x".formatted(ProcessHandle.current().pid()));
    Path other = folder("sparing-worker-notes");
    ScratchFolder.deleteAbandoned(temporary, Instant.now());
    assertThat(dead).exists();
    ScratchFolder.deleteAbandoned(temporary, Instant.now().plus(Duration.ofDays(2)));
    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
    assertThat(other).exists();
  }

  @Test
  void aFolderThatIsNoWorkersIsNeverDeleted() throws IOException {
    Path folder = folder("precious");
    ScratchFolder.delete(folder);
    assertThat(folder).exists();
  }

  private Path folder(String name) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    Files.writeString(folder.resolve("model.pt"), "weights");
    return folder;
  }
}
