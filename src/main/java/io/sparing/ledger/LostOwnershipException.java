package io.sparing.ledger;

import java.nio.file.Path;

/**
 * Thrown when a results folder is no longer its driver's: it was removed or replaced, or another
 * driver took it. Nothing more may be written there. What was committed before is as it was.
 */
public final class LostOwnershipException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  LostOwnershipException(Path folder, String why) {
    super("Cannot go on in %s: %s".formatted(folder, why));
  }
}
