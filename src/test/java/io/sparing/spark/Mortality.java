package io.sparing.spark;

import io.sparing.ledger.Ledger;
import io.sparing.ledger.Reservations;
import io.sparing.storage.Failpoint;
import java.io.IOException;
import java.util.Optional;

/**
 * Ends a driver at the n-th time that it comes to a step. From then on it is dead: it comes to no
 * further step, also not those with which it would clear up.
 */
final class Mortality implements Failpoint.Watch {

  /** The driver died. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died(Failpoint point) {
      super("died at " + point, null, false, false);
    }
  }

  private final Failpoint point;
  private final int hit;
  private int hits;
  private boolean dead;
  private boolean refused;

  /**
   * A death.
   *
   * @param hit 1 for the first time; 0 for never
   */
  Mortality(Failpoint point, int hit) {
    this.point = point;
    this.hit = hit;
  }

  boolean dead() {
    return dead;
  }

  /** The file in which a line was being written, of which any part may have reached the disk. */
  Optional<String> torn() {
    return switch (point) {
      case RESULT_SYNC, EPOCH_SYNC -> Optional.of(Ledger.FILE).filter(file -> dead);
      case RESERVE_SYNC -> Optional.of(Reservations.FILE).filter(file -> dead);
      default -> Optional.empty();
    };
  }

  @Override
  public void reached(Failpoint reached) throws IOException {
    if (dead || (reached == point && ++hits == hit)) {
      dead = true;
      throw new Died(point);
    }
    // A line is taken back only where the disk refused it.
    if (point == Failpoint.LINE_UNDO && reached == Failpoint.RESULT_SYNC && !refused) {
      refused = true;
      throw new IOException("No space left on device");
    }
  }
}
