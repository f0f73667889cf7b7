package io.sparing.train;

import io.sparing.train.Decision.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Decides how many rows of an optimizer step go into one forward and backward pass: {@code
 * batch_size}, unless they do not fit. It starts from what small passes are seen to need, halves
 * when memory nears its limit, and halves when it has run out. It never grows again.
 */
final class PassSize implements AutoCloseable {

  /** Share of the limit that the first passes leave free, for what is not foreseen. */
  private static final double SPARE = 0.1;

  /** Share of the limit above which memory is short. */
  private static final double SHORT = 0.95;

  private final Optional<MemoryGauge> gauge;
  private final Optional<PeakWatch> watch;
  private final List<Decision> decisions = new ArrayList<>();
  private int rows;
  private boolean pressed;
  private long step;
  private double seconds;

  PassSize(int asked, Optional<MemoryGauge> gauge) {
    this.rows = asked;
    this.gauge = gauge;
    this.watch = gauge.filter(MemoryGauge::kills).map(PeakWatch::new);
  }

  /** Returns the rows of the next pass. */
  int rows() {
    return rows;
  }

  /** Takes the time: optimizer steps taken, and training seconds. */
  void at(long steps, double secondsSoFar) {
    step = steps;
    seconds = secondsSoFar;
  }

  /** Returns what was decided so far, oldest first. */
  List<Decision> decisions() {
    return decisions;
  }

  /** Takes up what an earlier process had decided. */
  void resume(List<Decision> earlier, int rowsThen) {
    decisions.addAll(earlier);
    if (rowsThen < rows) {
      rows = rowsThen;
      gauge.ifPresent(MemoryGauge::release);
    }
  }

  /**
   * Chooses the rows of the first passes. Where they may not fit, small passes over the longest
   * rows are made and forgotten, and what they take is continued in a straight line.
   *
   * @param most rows of an optimizer step
   * @param bound what a pass of all its rows needs at most, in bytes
   * @param trained bytes of what is trained
   * @param pass makes a pass over that many rows and forgets its gradients
   */
  void fit(int most, long bound, long trained, IntConsumer pass) {
    int asked = Math.min(rows, most);
    if (gauge.isEmpty() || asked == 1 || bound + 4 * trained <= room(gauge.get().read())) {
      return;
    }
    int small = Math.max(1, asked / 16);
    try {
      pass.accept(1); // what is made but once does not count
      long one = growth(pass, small);
      long two = growth(pass, Math.min(asked, 2 * small));
      long perRow = Math.max(Math.max(two - one, (two - trained) / 2), 1) / small + 1;
      gauge.get().release();
      long rest = room(restart()) - two - 2 * trained;
      fit(asked, 2L * small, perRow, rest, trained);
    } catch (RuntimeException e) {
      shrink(e, () -> false);
    }
  }

  /** Takes what is left beside a pass of so many rows for more of them. */
  private void fit(int asked, long measured, long perRow, long rest, long trained) {
    if (measured + Math.floorDiv(rest, perRow) >= asked) {
      return;
    }
    long fitting = measured + Math.floorDiv(rest - trained, perRow); // gradients are gathered
    int before = rows;
    rows = (int) Math.max(1, Math.min(fitting, asked - 1));
    gauge.orElseThrow().release();
    decide(
        Action.FIT_BATCH,
        before,
        "A pass of %d rows would take %d MiB more than there are; %d MiB a row were measured"
            .formatted(asked, ((asked - measured) * perRow - rest) >> 20, perRow >> 20));
  }

  private static long room(MemoryGauge.Reading reading) {
    return (long) (reading.room() - SPARE * reading.limitBytes());
  }

  private long growth(IntConsumer pass, int count) {
    gauge.orElseThrow().release();
    long before = restart().usedBytes();
    pass.accept(count);
    return most(gauge.orElseThrow().read()) - before;
  }

  private MemoryGauge.Reading restart() {
    return watch.map(PeakWatch::restart).orElseGet(() -> gauge.orElseThrow().read());
  }

  /** Returns the most that was in use since the last restart. */
  private long most(MemoryGauge.Reading now) {
    return Math.max(watch.map(PeakWatch::peakBytes).orElse(0L), now.usedBytes());
  }

  /**
   * Looks, between two passes, whether memory was seen short, and halves the passes if it was. Asks
   * the system for nothing: the pass of a head takes less time than that.
   */
  void look() {
    if (watch.isEmpty() || watch.get().peakBytes() <= SHORT * watch.get().limitBytes()) {
      return;
    }
    long most = watch.get().peakBytes();
    pressed = true;
    if (rows > 1) {
      halve(
          "Memory is short: %d of %d MiB were in use"
              .formatted(most >> 20, watch.get().limitBytes() >> 20));
    }
    gauge.orElseThrow().release();
    restart();
  }

  /** Returns whether memory was short since this was last asked. */
  boolean pressed() {
    boolean was = pressed;
    pressed = false;
    return was;
  }

  /**
   * Makes room after a pass failed.
   *
   * @param spare gives up what only makes passes faster, which may be enough; returns whether there
   *     was any
   * @throws RuntimeException the error itself, if it is another or nothing can be spared
   */
  void shrink(RuntimeException error, BooleanSupplier spare) {
    if (gauge.isEmpty() || !gauge.get().exhausted(error)) {
      throw error;
    }
    boolean released = spare.getAsBoolean();
    if (rows == 1 && !released) {
      throw error;
    }
    pressed = true;
    String reason = "Memory ran out: " + firstLine(error);
    if (released) {
      decide(Action.RELEASE_MEMORY, rows, reason);
    } else {
      halve(reason);
    }
    gauge.get().release();
  }

  private static String firstLine(RuntimeException error) {
    String message = String.valueOf(error.getMessage()).strip();
    String line = message.lines().reduce((first, last) -> last).orElse("");
    return line.length() <= 200 ? line : line.substring(0, 200);
  }

  private void halve(String reason) {
    int before = rows;
    rows = Math.max(1, rows / 2);
    decide(Action.HALVE_BATCH, before, reason);
  }

  /** Notes what was decided, with what is seen of memory. */
  void decide(Action action, int before, String reason) {
    MemoryGauge.Reading seen = gauge.map(MemoryGauge::read).orElse(null);
    decisions.add(
        new Decision(
            step,
            seconds,
            action,
            before,
            rows,
            reason,
            seen == null ? null : seen.hostBytes(),
            seen == null ? null : seen.deviceBytes(),
            seen == null ? null : seen.limitBytes()));
  }

  @Override
  public void close() {
    watch.ifPresent(PeakWatch::close);
  }
}
