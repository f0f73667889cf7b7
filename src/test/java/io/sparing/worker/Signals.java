package io.sparing.worker;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals to processes, as a person sends them. */
final class Signals {

  private Signals() {}

  /** Sends one, such as {@code STOP}, and returns when it was sent. */
  static void send(String signal, long pid) {
    try {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
