package io.sparing.sources;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * One file from elsewhere, known by its content.
 *
 * @param path where it lies below a mirror folder, such as {@code sst2/train.tsv}
 * @param address where it can be downloaded, if anywhere; {@code https} or {@code http}
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
 * @param bytes its size
 */
public record Source(String path, Optional<URI> address, String sha256, long bytes) {

  /**
   * @throws IllegalArgumentException if the path could leave its folder, the address is not one of
   *     the web, the checksum is not a SHA-256 or the size is below 1
   */
  public Source {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(sha256, "sha256");
    SourcePath.check(path);
    address.ifPresent(Addresses::check);
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "Invalid SHA-256 of %s: %s; expected 64 lower-case hexadecimal digits"
              .formatted(path, sha256));
    }
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "Invalid size of %s: %d; expected bytes, at least 1".formatted(path, bytes));
    }
  }

  /**
   * Returns a source that can be downloaded.
   *
   * @throws IllegalArgumentException as the constructor, or if the address is no URI
   */
  public static Source of(String path, String address, String sha256, long bytes) {
    return new Source(path, Optional.of(Addresses.parse(address)), sha256, bytes);
  }

  /**
   * Returns a source that is found in mirror folders only.
   *
   * @throws IllegalArgumentException as the constructor
   */
  public static Source mirrored(String path, String sha256, long bytes) {
    return new Source(path, Optional.empty(), sha256, bytes);
  }
}
