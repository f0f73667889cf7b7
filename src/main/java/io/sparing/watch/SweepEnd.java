package io.sparing.watch;

import java.util.Objects;

/**
 * How a run of a sweep ended.
 *
 * @param state {@code FINISHED}, also if trials failed; {@code FAILED} if the run broke off; {@code
 *     KILLED} if it was stopped from outside
 * @param message one line that says why it broke off; else empty
 */
public record SweepEnd(RunState state, String message) {

  /** The end of a run whose trials have all ended. */
  public static final SweepEnd FINISHED = new SweepEnd(RunState.FINISHED, "");

  /** The end of a run that a user or a signal stopped. */
  public static final SweepEnd KILLED =
      new SweepEnd(RunState.KILLED, "stopped by a signal; the same command runs the rest");

  /** Checks that both are there. */
  public SweepEnd {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(message, "message");
  }
}
