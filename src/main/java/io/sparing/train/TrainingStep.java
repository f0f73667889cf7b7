package io.sparing.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.script.LoadedScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One optimizer step of all lanes: one native call for every pass of {@code batch_size} rows, or
 * fewer where these do not fit, so that the memory of a call is that of its rows.
 */
final class TrainingStep {

  /**
   * The outcome of a step.
   *
   * @param losses mean loss before it, by lane
   * @param skipped whether nothing moved, because a gradient was not finite
   */
  record Outcome(float[] losses, boolean skipped) {}

  private final LoadedScript script;
  private final StepCalls calls;
  private final List<TrainingLane> lanes;
  private final List<Schedule> schedules;
  private final Trainer.Inputs inputs;
  private final PassSize size;
  private long moved;

  /**
   * @param calls how a step of one pass is called; of several passes, all but the last are gathered
   *     by the script
   * @param size says how many rows a pass has
   */
  TrainingStep(
      LoadedScript script,
      StepCalls calls,
      List<TrainingLane> lanes,
      List<Schedule> schedules,
      Trainer.Inputs inputs,
      PassSize size) {
    this.script = script;
    this.calls = calls;
    this.lanes = lanes;
    this.schedules = schedules;
    this.inputs = inputs;
    this.size = size;
  }

  /** Takes up a training in which so many steps have moved something. */
  void resume(long steps) {
    moved = steps;
  }

  /** Returns how many steps have moved something. */
  long moved() {
    return moved;
  }

  /** Makes a pass over some rows, whose gradients are forgotten. */
  void tryOut(List<int[]> rowsByLane) {
    try {
      gather(rowsByLane, perLane(lane -> share(lane, rowsByLane.get(lane))));
    } finally {
      forget();
    }
  }

  /**
   * Takes a step. One for which memory runs out is taken again from its begin, in smaller passes:
   * only the last pass of a step changes anything, and only once nothing large is left to compute.
   *
   * @param number counted from 0
   * @param rowsByLane as many rows for every lane
   */
  Outcome take(long number, List<int[]> rowsByLane) {
    while (true) {
      try {
        Outcome outcome = attempt(number, rowsByLane);
        moved += outcome.skipped() ? 0 : 1;
        return outcome;
      } catch (RuntimeException e) {
        size.shrink(e, calls::release);
        if (forget() != moved) {
          throw e;
        }
      }
    }
  }

  private Outcome attempt(long number, List<int[]> rowsByLane) {
    float[] shares = perLane(lane -> share(lane, rowsByLane.get(lane)));
    float[] losses = new float[lanes.size()];
    int rows = rowsByLane.get(0).length;
    int start = 0;
    while (rows - start > size.rows()) {
      int end = start + size.rows();
      add(losses, gather(part(rowsByLane, start, end), shares));
      start = end;
      size.look();
    }
    StepCalls called = start == 0 ? calls : StepCalls.plain(script);
    float[] last = finish(called, number, part(rowsByLane, start, rows), shares);
    size.look();
    add(losses, last);
    return new Outcome(losses, last[lanes.size()] != 0);
  }

  /** Forgets what the passes of a step have left; returns how many steps have moved something. */
  private long forget() {
    try (NDManager manager = script.newManager()) {
      return (long) script.call(manager, "forget").toFloatArray()[0];
    }
  }

  /** Returns how long calls have waited before they began, nanoseconds. */
  long waitedNanos() {
    return script.waitedNanos();
  }

  /** Returns the tokens of a step's rows, each as long as the longest of its call. */
  long tokens(List<int[]> rowsByLane) {
    int rows = rowsByLane.get(0).length;
    long tokens = 0;
    for (int start = 0; start < rows; start += size.rows()) {
      int end = Math.min(start + size.rows(), rows);
      tokens += (long) (end - start) * lanes.size() * longest(part(rowsByLane, start, end));
    }
    return tokens;
  }

  private int longest(List<int[]> rowsByLane) {
    int longest = 0;
    for (int lane = 0; lane < lanes.size(); lane++) {
      int[] lengths = lanes.get(lane).lengths();
      for (int row : rowsByLane.get(lane)) {
        longest = Math.max(longest, lengths[row]);
      }
    }
    return longest;
  }

  private float[] gather(List<int[]> rowsByLane, float[] shares) {
    try (NDManager manager = script.newManager()) {
      return script
          .callWithGradients(
              manager,
              "gather",
              inputs.arrays(manager, rowsByLane),
              targets(manager, rowsByLane),
              shares(manager, rowsByLane, shares))
          .toFloatArray();
    }
  }

  private float[] finish(StepCalls called, long number, List<int[]> rowsByLane, float[] shares) {
    try (NDManager manager = called.newManager()) {
      return called.step(
          manager,
          inputs.arrays(manager, rowsByLane),
          targets(manager, rowsByLane),
          shares(manager, rowsByLane, shares),
          manager.create(perLane(lane -> (float) schedules.get(lane).rate(number))));
    }
  }

  /** One over the sum of the rows' weights. */
  private float share(int lane, int[] rows) {
    Objective objective = lanes.get(lane).objective();
    return (float) (1 / Arrays.stream(rows).mapToDouble(objective::weight).sum());
  }

  private static List<int[]> part(List<int[]> rowsByLane, int start, int end) {
    return rowsByLane.stream().map(rows -> Arrays.copyOfRange(rows, start, end)).toList();
  }

  private static void add(float[] sums, float[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  private static NDArray shares(NDManager manager, List<int[]> rowsByLane, float[] byLane) {
    int rows = rowsByLane.get(0).length;
    float[] values = new float[byLane.length * rows];
    for (int lane = 0; lane < byLane.length; lane++) {
      Arrays.fill(values, lane * rows, (lane + 1) * rows, byLane[lane]);
    }
    return manager.create(values, new Shape(byLane.length, rows));
  }

  /** Returns [lanes · rows], or [lanes · rows, numbers] where a row has several. */
  private NDArray targets(NDManager manager, List<int[]> rowsByLane) {
    List<long[]> rows = new ArrayList<>();
    for (int lane = 0; lane < lanes.size(); lane++) {
      for (int row : rowsByLane.get(lane)) {
        rows.add(lanes.get(lane).objective().target(row));
      }
    }
    int width = rows.get(0).length;
    long[] values = rows.stream().flatMapToLong(Arrays::stream).toArray();
    return manager.create(
        values, width == 1 ? new Shape(rows.size()) : new Shape(rows.size(), width));
  }

  private interface LaneValue {
    float of(int lane);
  }

  private float[] perLane(LaneValue value) {
    float[] values = new float[lanes.size()];
    for (int lane = 0; lane < values.length; lane++) {
      values[lane] = value.of(lane);
    }
    return values;
  }
}
