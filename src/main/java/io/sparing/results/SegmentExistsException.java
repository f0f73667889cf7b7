package io.sparing.results;

import java.io.IOException;
import java.nio.file.Path;

/** Thrown where a segment would be published under a name that is taken. Nothing was changed. */
public final class SegmentExistsException extends IOException {
  private static final long serialVersionUID = 1L;

  SegmentExistsException(Path file) {
    super(
        "Cannot publish %s: the file exists and a segment is never overwritten; use another name"
            .formatted(file));
  }
}
