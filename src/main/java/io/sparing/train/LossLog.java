package io.sparing.train;

import java.util.ArrayList;
import java.util.List;

/** Gathers the losses of a run and thins them into curves. */
final class LossLog {

  private final long stepsPerEpoch;
  private final long stepsPerPoint;
  private final List<List<Double>> losses = new ArrayList<>();
  private final List<List<LossPoint>> curves = new ArrayList<>();
  private long lastPoint;

  LossLog(int lanes, long stepsPerEpoch, long stepsPerPoint) {
    this.stepsPerEpoch = stepsPerEpoch;
    this.stepsPerPoint = stepsPerPoint;
    for (int lane = 0; lane < lanes; lane++) {
      losses.add(new ArrayList<>());
      curves.add(new ArrayList<>());
    }
  }

  void add(long step, double seconds, float[] lossByLane) {
    for (int lane = 0; lane < lossByLane.length; lane++) {
      if (!Float.isFinite(lossByLane[lane])) {
        throw new DivergedException(step, lossByLane[lane]);
      }
      losses.get(lane).add((double) lossByLane[lane]);
    }
    long taken = step + 1;
    if (taken % stepsPerPoint == 0 || taken % stepsPerEpoch == 0) {
      for (int lane = 0; lane < lossByLane.length; lane++) {
        curves.get(lane).add(point(lane, taken, seconds));
      }
      lastPoint = taken;
    }
  }

  private LossPoint point(int lane, long steps, double seconds) {
    List<Double> all = losses.get(lane);
    List<Double> since = all.subList(Math.toIntExact(lastPoint), all.size());
    double mean = since.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return new LossPoint(steps, (double) steps / stepsPerEpoch, seconds, mean);
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
