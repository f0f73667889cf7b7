package io.sparing.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A device in simulated time: it takes some power when idle and more when members work. They tell
 * how long they were busy after each piece of work.
 */
final class SimulatedDevice implements EnergyCounter {

  static final long MILLI = 1_000_000;

  private static final double IDLE_WATTS = 75;
  private static final double BUSY_WATTS = 600;

  /** A trial that works in pieces, with pauses between them. */
  final class Member {

    final EnergyShare share;
    private final long pieceMillis;
    private final long pauseMillis;
    private final long untilMillis;
    private long busy;
    private long inPiece;
    private long inPause;
    private double joules;

    Member(long pieceMillis, long pauseMillis, long lastsMillis) throws Exception {
      this.pieceMillis = pieceMillis;
      this.pauseMillis = pauseMillis;
      this.untilMillis = now / MILLI + lastsMillis;
      BusyTimes times = new BusyTimes(() -> busy, () -> busyOfAll);
      this.share = new EnergyShare(SimulatedDevice.this, Optional.of(times), () -> now);
    }

    private boolean working() {
      return inPause == 0;
    }

    private void step() {
      if (inPause > 0) {
        inPause--;
      } else if (++inPiece == pieceMillis) {
        busy += pieceMillis * MILLI;
        busyOfAll += pieceMillis * MILLI;
        inPiece = 0;
        inPause = pauseMillis;
      }
    }

    double joules() {
      return joules;
    }
  }

  private final List<Member> members = new ArrayList<>();
  private final List<Member> all = new ArrayList<>();
  private long now;
  private long busyOfAll;
  private double counter;
  private double idle;

  Member join(long pieceMillis, long pauseMillis, long lastsMillis) throws Exception {
    Member member = new Member(pieceMillis, pauseMillis, lastsMillis);
    members.add(member);
    all.add(member);
    return member;
  }

  /** Lets time pass. Members look at the counter every quarter of a second. */
  void pass(long millis) throws Exception {
    for (long i = 0; i < millis; i++) {
      now += MILLI;
      boolean working = members.stream().anyMatch(Member::working);
      double joules = (working ? BUSY_WATTS : IDLE_WATTS) / 1e3;
      counter += joules;
      idle += working ? 0 : joules;
      members.forEach(Member::step);
      for (Member member : List.copyOf(members)) {
        if (now / MILLI >= member.untilMillis) {
          member.joules = member.share.mark().joules();
          members.remove(member);
        } else if (now / MILLI % 250 == 0) {
          member.share.look();
        }
      }
    }
  }

  /** Returns the joules of all trials that have ended. */
  double apportioned() {
    return all.stream().mapToDouble(Member::joules).sum();
  }

  /** Returns the joules taken while nobody worked. */
  double idle() {
    return idle;
  }

  @Override
  public double joules() {
    return counter;
  }

  @Override
  public double shortestSeconds() {
    return 0;
  }
}
