package io.sparing.script;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Temporary files that go when they are closed: what is mapped of them stays readable. */
final class UnnamedFile {

  private UnnamedFile() {}

  /**
   * Returns a new, empty file for reading and writing, in the folder of temporary files.
   *
   * @param suffix of its name, while it has one
   * @throws IOException if it cannot be made
   */
  static FileChannel open(String suffix) throws IOException {
    return FileChannel.open(
        Files.createTempFile("sparing-", suffix),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }
}
