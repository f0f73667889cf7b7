package io.sparing.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Works on folders with all that is in them. */
public final class FileTree {

  private FileTree() {}

  /**
   * Deletes a file, or a folder with all it holds; links are not followed. It is no error if
   * nothing is there.
   */
  public static void delete(Path root) throws IOException {
    try (Stream<Path> inside = Files.walk(root)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      return; // gone already
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
