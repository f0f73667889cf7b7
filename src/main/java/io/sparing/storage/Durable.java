package io.sparing.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes sure that the disk holds what was written. */
public final class Durable {

  private Durable() {}

  /** Makes a finished file's content durable. */
  public static void file(Path file) throws IOException {
    force(file, StandardOpenOption.WRITE);
  }

  /** Makes the names in a folder durable, where the system lets a folder be opened. */
  public static void folder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      force(folder, StandardOpenOption.READ);
    }
  }

  private static void force(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }
}
