package io.sparing.cli;

import java.io.PrintWriter;

/** Says to whoever stops a sweep half-way, by Ctrl-C or a signal, that nothing done is lost. */
final class InterruptionNotice {

  private final Thread hook;

  /**
   * Begins the watch.
   *
   * @param then called after the notice was given
   */
  InterruptionNotice(String sweep, PrintWriter out, Runnable then) {
    hook =
        new Thread(
            () -> {
              tell(sweep, out);
              then.run();
            },
            "sparing-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static void tell(String sweep, PrintWriter out) {
    out.printf(
        "%nSweep %s stopped; what is done is kept. The same command runs the rest and writes the"
            + " tables.%n",
        sweep);
    out.flush();
  }

  /** Ends the watch, and returns whether no notice was given and none will be. */
  boolean close() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false; // the process is ending: the notice is being given
    }
  }
}
