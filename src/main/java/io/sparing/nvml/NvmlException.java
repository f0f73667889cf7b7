package io.sparing.nvml;

import java.io.IOException;

/** Says that the driver cannot be asked, or does not answer; the message says why. */
public final class NvmlException extends IOException {

  private static final long serialVersionUID = 1;

  /** Says why. */
  public NvmlException(String message) {
    super(message);
  }
}
