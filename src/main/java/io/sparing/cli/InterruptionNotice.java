package io.sparing.cli;

import java.io.PrintWriter;

/** Says to whoever stops a sweep half-way, by Ctrl-C or a signal, that nothing done is lost. */
final class InterruptionNotice {

  private final Thread hook;

  InterruptionNotice(String sweep, PrintWriter out) {
    hook = new Thread(() -> tell(sweep, out), "sparing-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static void tell(String sweep, PrintWriter out) {
    out.printf(
        "%nSweep %s stopped; what is done is kept. The same command runs the rest and writes the"
            + " tables.%n",
        sweep);
    out.flush();
  }

  /** Ends the watch. */
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the notice is being given.
    }
  }
}
