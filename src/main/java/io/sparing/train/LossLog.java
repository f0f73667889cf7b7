package io.sparing.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Gathers the losses of a run and thins them into curves. */
final class LossLog {

  /**
   * The most steps in a row that may be skipped: after them the scale of the loss is 65536 / 2^40,
   * which makes no gradient overflow.
   */
  private static final int MOST_SKIPPED = 40;

  /**
   * What is known of the losses.
   *
   * @param losses of all steps by lane; not a number where a step was skipped
   * @param curves by lane
   * @param lastPoint steps up to the last point
   * @param skippedInARow steps skipped since the last that was not
   */
  record State(
      List<double[]> losses, List<List<LossPoint>> curves, long lastPoint, int skippedInARow) {}

  private final long stepsPerEpoch;
  private final long stepsPerPoint;
  private final List<List<Double>> losses = new ArrayList<>();
  private final List<List<LossPoint>> curves = new ArrayList<>();
  private long lastPoint;
  private int skippedInARow;

  LossLog(int lanes, long stepsPerEpoch, long stepsPerPoint) {
    this.stepsPerEpoch = stepsPerEpoch;
    this.stepsPerPoint = stepsPerPoint;
    for (int lane = 0; lane < lanes; lane++) {
      losses.add(new ArrayList<>());
      curves.add(new ArrayList<>());
    }
  }

  /** Returns what is known. */
  State state() {
    return new State(all(), curves(), lastPoint, skippedInARow);
  }

  /** Takes up what was known, before the first step. */
  void resume(State state) {
    for (int lane = 0; lane < losses.size(); lane++) {
      Arrays.stream(state.losses().get(lane)).forEach(losses.get(lane)::add);
      curves.get(lane).addAll(state.curves().get(lane));
    }
    lastPoint = state.lastPoint();
    skippedInARow = state.skippedInARow();
  }

  /**
   * Adds a step.
   *
   * @throws DivergedException if a loss is not finite, unless the step was skipped; or if it was,
   *     like too many before it
   */
  void add(long step, double seconds, TrainingStep.Outcome outcome) {
    float[] lossByLane = outcome.losses();
    skippedInARow = outcome.skipped() ? skippedInARow + 1 : 0;
    for (int lane = 0; lane < lossByLane.length; lane++) {
      boolean finite = Float.isFinite(lossByLane[lane]);
      if (outcome.skipped() ? skippedInARow > MOST_SKIPPED : !finite) {
        throw new DivergedException(step, lossByLane[lane]);
      }
      losses.get(lane).add(outcome.skipped() ? Double.NaN : lossByLane[lane]);
    }
    long taken = step + 1;
    if (taken % stepsPerPoint == 0 || taken % stepsPerEpoch == 0) {
      for (int lane = 0; lane < lossByLane.length; lane++) {
        point(lane, taken, seconds).ifPresent(curves.get(lane)::add);
      }
      lastPoint = taken;
    }
  }

  /** Returns the point of the steps since the last one; empty if all were skipped. */
  private Optional<LossPoint> point(int lane, long steps, double seconds) {
    List<Double> all = losses.get(lane);
    List<Double> since = all.subList(Math.toIntExact(lastPoint), all.size());
    OptionalDouble mean =
        since.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).average();
    return mean.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LossPoint(steps, (double) steps / stepsPerEpoch, seconds, mean.getAsDouble()));
  }

  List<List<LossPoint>> curves() {
    return curves.stream().map(List::copyOf).toList();
  }

  List<double[]> all() {
    return losses.stream()
        .map(lane -> lane.stream().mapToDouble(Double::doubleValue).toArray())
        .toList();
  }
}
