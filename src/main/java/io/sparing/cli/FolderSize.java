package io.sparing.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * What a file or all files below a folder take. Links are not followed; what cannot be read counts
 * as nothing.
 *
 * @param bytes in all
 * @param lastUse when one of them was last written or, where the file system keeps that, read
 */
record FolderSize(long bytes, Instant lastUse) {

  /** Adds up. */
  static FolderSize of(Path root) throws IOException {
    long[] bytes = {0};
    Instant[] last = {Instant.EPOCH};
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[0] += attributes.isRegularFile() ? attributes.size() : 0;
            last[0] = later(last[0], attributes.lastModifiedTime().toInstant());
            last[0] = later(last[0], attributes.lastAccessTime().toInstant());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
    return new FolderSize(bytes[0], last[0]);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
