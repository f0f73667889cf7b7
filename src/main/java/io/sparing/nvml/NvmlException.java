package io.sparing.nvml;

/** Says that the driver cannot be asked, or does not answer; the message says why. */
public final class NvmlException extends Exception {

  private static final long serialVersionUID = 1;

  NvmlException(String message) {
    super(message);
  }
}
