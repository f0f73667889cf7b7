package io.sparing.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageExceptionTest {

  @TempDir private Path folder;

  private String said(Exception thrown) {
    return StorageException.of("write x", folder, thrown).getMessage();
  }

  @Test
  void whatADiskRefusesIsToldApart() {
    String kept = ". What was committed is kept; the same command goes on from there";
    assertThat(said(new IOException("No space left on device")))
        .isEqualTo("Failed to write x: the disk is full; make room on it" + kept);
    assertThat(said(new FileSystemException("x", null, "Disk quota exceeded")))
        .contains("the disk is full");
    assertThat(said(new FileSystemException("x", null, "Read-only file system")))
        .isEqualTo("Failed to write x: the disk is read-only" + kept);
    assertThat(said(new IOException("Input/output error"))).contains("the disk fails");
    assertThat(said(new AccessDeniedException("x")))
        .contains("permission to write there is denied");
  }

  @Test
  void theCauseBehindALibrarysErrorIsFound() {
    Exception job =
        new IllegalStateException("Job aborted", new IOException("No space left on device"));
    assertThat(said(new IOException("Spark failed", job))).contains("the disk is full");
  }

  @Test
  void aFolderThatIsGoneIsTold() {
    Path gone = folder.resolve("gone");
    assertThat(StorageException.of("write x", gone, new NoSuchFileException("y")).getMessage())
        .startsWith("Failed to write x: the folder %s is gone".formatted(gone));
  }

  @Test
  void anythingElseIsSaidAsItIs() {
    assertThat(said(new IOException("Stale file handle")))
        .isEqualTo("Failed to write x: Stale file handle");
  }
}
