package io.sparing.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Which file a name meant: its device and inode where the file system has them (POSIX), else only
 * whether it exists.
 */
record FileIdentity(Object key, long size) {

  /** What stands for a file that is not there. */
  private static final FileIdentity NONE = new FileIdentity("none", 0);

  /** Returns the file that has this name now. */
  static FileIdentity of(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileIdentity(attributes.fileKey(), attributes.size());
    } catch (NoSuchFileException e) {
      return NONE;
    }
  }

  boolean exists() {
    return !equals(NONE);
  }

  boolean sameFile(FileIdentity other) {
    return exists() && other.exists() && Objects.equals(key, other.key);
  }
}
