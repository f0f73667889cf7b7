package io.sparing.worker;

import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a worker died while it had a request.
 *
 * @param code as the operating system reports it: 128 and more are signals
 * @param tail the last lines of its log
 * @param memory what is known of the kernel's kills for memory meanwhile
 */
record ProcessExit(int code, String tail, Memory memory) {

  /** What became of the kernel's count of kills for memory. */
  enum Memory {
    /** The count of kills rose. */
    RAN_OUT,
    /** The count stayed as it was. */
    SUFFICED,
    /** The system has no such count. */
    UNKNOWN;

    static Memory of(OptionalLong before, OptionalLong after) {
      if (before.isEmpty() || after.isEmpty()) {
        return UNKNOWN;
      }
      return after.getAsLong() > before.getAsLong() ? RAN_OUT : SUFFICED;
    }
  }

  private static final int SIGNAL = 128;
  private static final int LAST_SIGNAL = 64;
  private static final int SIGKILL = 9;
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(SIGKILL, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(15, "SIGTERM"),
          Map.entry(31, "SIGSYS"));

  /**
   * The signals by which people, terminals and schedulers end a process: hang up, interrupt,
   * terminate.
   */
  private static final Set<Integer> ASKING = Set.of(1, 2, 15);

  /** The signals that a process brings upon itself. */
  private static final Set<Integer> OWN = Set.of(4, 5, 6, 7, 8, 11, 31);

  /** Returns whether somebody asked the process to end. */
  boolean asked() {
    return ASKING.contains(signal());
  }

  /** Returns whether somebody else ended it, by force or by asking, and not for its memory. */
  boolean fromOutside() {
    return signal() != 0 && !OWN.contains(signal()) && !killedForMemory();
  }

  /** Returns what the row of its trial says, if it was not ended from outside. */
  FailureCategory category() {
    return killedForMemory() || Failures.outOfMemory(tail)
        ? FailureCategory.OUT_OF_MEMORY
        : FailureCategory.CRASHED;
  }

  String message() {
    return tail.isEmpty() ? how() : how() + ": " + tail;
  }

  private String how() {
    if (signal() == 0) {
      return "The worker exited with code " + code;
    }
    String name = NAMES.getOrDefault(signal(), "signal " + signal());
    if (signal() != SIGKILL) {
      return "The worker died of " + name;
    }
    return switch (memory) {
      case RAN_OUT -> "The kernel killed the worker, since memory ran out";
      case SUFFICED -> "The worker was killed from outside (SIGKILL), and not for its memory";
      case UNKNOWN ->
          "The worker was killed (SIGKILL); whether for its memory, this system does not tell";
    };
  }

  private boolean killedForMemory() {
    return signal() == SIGKILL && memory == Memory.RAN_OUT;
  }

  /** Returns the signal's number; 0 if the process ended by itself. */
  private int signal() {
    return code > SIGNAL && code <= SIGNAL + LAST_SIGNAL ? code - SIGNAL : 0;
  }
}
