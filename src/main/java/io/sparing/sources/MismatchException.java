package io.sparing.sources;

/** Thrown when what was downloaded is not the source: it has another size or another checksum. */
final class MismatchException extends SourceException {
  private static final long serialVersionUID = 1L;

  MismatchException(Source source, String expected, String found) {
    super(
        source.path(),
        source.address().orElseThrow().toString(),
        expected,
        found,
        "the file there has changed or is damaged; put the right one into a mirror folder"
            + " (--mirror), or correct the manifest");
  }

  static MismatchException ofBytes(Source source, long found) {
    return new MismatchException(
        source, "%d bytes".formatted(source.bytes()), "%d bytes".formatted(found));
  }

  static MismatchException ofChecksum(Source source, String found) {
    return new MismatchException(source, "SHA-256 " + source.sha256(), "SHA-256 " + found);
  }
}
