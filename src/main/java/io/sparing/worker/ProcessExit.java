package io.sparing.worker;

import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import java.util.Map;

/**
 * How a worker died, for its trial's row.
 *
 * @param code as the operating system tells: 128 and more are signals
 * @param tail the last lines of its log
 */
record ProcessExit(int code, String tail) {

  private static final int SIGINT = 130;
  private static final int SIGKILL = 137;
  private static final int SIGTERM = 143;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          SIGINT, "SIGINT", 132, "SIGILL", 134, "SIGABRT", 135, "SIGBUS", 136, "SIGFPE", SIGKILL,
          "SIGKILL", 139, "SIGSEGV", SIGTERM, "SIGTERM");

  /** Whether somebody asked the process to end. */
  boolean interrupted() {
    return code == SIGINT || code == SIGTERM;
  }

  FailureCategory category() {
    return code == SIGKILL || Failures.outOfMemory(tail)
        ? FailureCategory.OUT_OF_MEMORY
        : FailureCategory.CRASHED;
  }

  String message() {
    String how =
        code == SIGKILL
            ? "The worker was killed, most likely by the kernel for its memory"
            : SIGNALS.containsKey(code)
                ? "The worker died of " + SIGNALS.get(code)
                : "The worker exited with code " + code;
    return tail.isEmpty() ? how : how + ": " + tail;
  }
}
