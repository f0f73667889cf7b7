package io.sparing.sources;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Recognises what Git leaves in a working copy in the place of a large file that was not pulled: a
 * few lines of text that name it.
 */
public final class GitLfs {

  private static final byte[] FIRST_LINE =
      "version https://git-lfs.github.com/spec/v1".getBytes(StandardCharsets.US_ASCII);

  private GitLfs() {}

  /**
   * Returns why a file is not what its name says, and what to do; empty if it is no pointer, or not
   * there.
   *
   * @throws IOException if it cannot be read
   */
  public static Optional<String> refusal(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(FIRST_LINE.length), FIRST_LINE)
          ? Optional.of(
              "Invalid %s: a Git LFS pointer in the place of the file; run git lfs pull in its folder"
                  .formatted(file))
          : Optional.empty();
    }
  }
}
