package io.sparing.quant;

/** Thrown where the processor or libtorch cannot compute in a number format. */
public final class UnsupportedFormatException extends UnsupportedOperationException {
  private static final long serialVersionUID = 1L;

  UnsupportedFormatException(String format, String reason) {
    super("Cannot compute in %s on this processor: %s".formatted(format, reason));
  }
}
