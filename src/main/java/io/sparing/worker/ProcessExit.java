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

  private static final int SIGKILL = 137;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          130, "SIGINT", 132, "SIGILL", 134, "SIGABRT", 135, "SIGBUS", 136, "SIGFPE", SIGKILL,
          "SIGKILL", 139, "SIGSEGV", 143, "SIGTERM");

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
