package io.sparing.train;

import java.util.Locale;
import java.util.Objects;

/**
 * Something that training changed, kept or took up again by itself, and why.
 *
 * @param step optimizer steps taken by then
 * @param seconds training seconds by then
 * @param action what was done
 * @param rowsBefore rows of one forward and backward pass until then
 * @param rowsAfter rows of one pass from then on; the rows of an optimizer step never change
 * @param reason one line for a person
 * @param hostBytes resident bytes of the process; null where they are not known
 * @param deviceBytes bytes of a GPU in use, by whatever process; null on a CPU
 * @param limitBytes what the bytes that decided were held against; null where there is none
 */
public record Decision(
    long step,
    double seconds,
    Action action,
    int rowsBefore,
    int rowsAfter,
    String reason,
    Long hostBytes,
    Long deviceBytes,
    Long limitBytes) {

  /** What training can do by itself. */
  public enum Action {
    /** Passes are smaller than asked from the first step on, since a whole one would not fit. */
    FIT_BATCH,
    /** Passes are half as large from here on. */
    HALVE_BATCH,
    /** Caches and recordings are given up, and the step is taken again. */
    RELEASE_MEMORY,
    /** The state of the training is kept in a file. */
    SAVE_CHECKPOINT,
    /** The training goes on from such a file. */
    RESUME,
    /** Such a file is set aside, and the training starts anew. */
    START_ANEW;

    /** Returns the action's name in small letters, as tables have it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the action of that name.
     *
     * @throws IllegalArgumentException if this version does not know it
     */
    public static Action find(String text) {
      for (Action action : values()) {
        if (action.text().equals(text)) {
          return action;
        }
      }
      throw new IllegalArgumentException(
          "Unknown action of a decision: %s; a later version of Sparing wrote it".formatted(text));
    }
  }

  /** Checks that an action and a reason are there. */
  public Decision {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(reason, "reason");
  }
}
