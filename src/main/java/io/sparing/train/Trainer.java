package io.sparing.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.sparing.data.BatchPlan;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The training loop: one native call an optimizer step for all lanes. */
public final class Trainer {

  /** Makes the model's inputs out of row numbers. */
  @FunctionalInterface
  public interface Inputs {

    /**
     * Inputs of a batch, the lanes' rows one lane after the other.
     *
     * @param manager owns what is made
     * @param rowsByLane row numbers, as many for every lane
     */
    List<NDArray> arrays(NDManager manager, List<int[]> rowsByLane);
  }

  /** Told how training goes. */
  public interface Listener {

    /** A share of all steps is done, 0 to 1. */
    default void progress(double share) {}

    /** An epoch, counted from 1, is done; {@code script} has the method {@code logits}. */
    default void epoch(int epoch, LoadedScript script) {}
  }

  private static final int POINTS = 20;

  private final ScriptModule model;
  private final List<TrainingLane> lanes;
  private final Inputs inputs;
  private final Listener listener;
  private final int epochs;
  private final long stepsPerEpoch;
  private final List<Schedule> schedules;
  private final LossLog losses;
  private double seconds;

  /**
   * Prepares a run.
   *
   * @param model has the methods that {@code TrainingScript} asks for
   * @param lanes at least one; all take as many steps of as many rows
   * @throws IllegalArgumentException if the lanes cannot be trained in the same steps
   */
  public Trainer(ScriptModule model, List<TrainingLane> lanes, Inputs inputs, Listener listener) {
    this.model = model;
    this.lanes = List.copyOf(lanes);
    this.inputs = inputs;
    this.listener = listener;
    TrainingLane first = lanes.get(0);
    this.epochs = first.settings().epochs();
    this.stepsPerEpoch = first.stepsPerEpoch();
    for (TrainingLane lane : lanes) {
      if (lane.settings().epochs() != epochs
          || lane.settings().batchSize() != first.settings().batchSize()
          || lane.lengths().length != first.lengths().length) {
        throw new IllegalArgumentException(
            "Cannot train lanes of different epochs, batch_size or train_examples in one step");
      }
    }
    long steps = epochs * stepsPerEpoch;
    this.schedules = lanes.stream().map(lane -> Schedule.of(lane.settings(), steps)).toList();
    this.losses = new LossLog(lanes.size(), stepsPerEpoch, Math.max(1, steps / POINTS));
  }

  /**
   * Trains.
   *
   * @throws IOException if the model cannot be written for libtorch
   * @throws DivergedException if a loss is not finite
   */
  public TrainingRun run(Device device) throws IOException {
    try (LoadedScript script =
        LoadedScript.load(TrainingScript.wrap(model, epochs * stepsPerEpoch), device)) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        epoch(script, epoch);
        listener.epoch(epoch + 1, script);
      }
      Map<String, TensorData> trained = new LinkedHashMap<>();
      String prefix = TrainingScript.MODEL + ".";
      script
          .parameters()
          .forEach((path, value) -> trained.put(path.substring(prefix.length()), value));
      return new TrainingRun(
          model.withParameters(trained),
          losses.curves(),
          losses.all(),
          epochs * stepsPerEpoch,
          seconds);
    }
  }

  private void epoch(LoadedScript script, int epoch) {
    List<List<int[]>> plans = new ArrayList<>();
    for (TrainingLane lane : lanes) {
      plans.add(
          BatchPlan.training(lane.lengths(), lane.settings().batchSize(), lane.seed(), epoch));
    }
    for (int batch = 0; batch < stepsPerEpoch; batch++) {
      int number = batch;
      List<int[]> rows = plans.stream().map(plan -> plan.get(number)).toList();
      long step = epoch * stepsPerEpoch + batch;
      long start = System.nanoTime();
      float[] loss = step(script, step, rows);
      seconds += (System.nanoTime() - start) / 1e9;
      losses.add(step, seconds, loss);
      listener.progress((step + 1.0) / (epochs * stepsPerEpoch));
    }
  }

  private float[] step(LoadedScript script, long step, List<int[]> rowsByLane) {
    try (NDManager manager = script.newManager();
        NDManager host = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray loss =
          script.callWithGradients(
              manager,
              "step",
              inputs.arrays(manager, rowsByLane),
              manager.create(labels(rowsByLane)),
              host.create(perLane(lane -> (float) schedules.get(lane).rate(step))),
              host.create(perLane(lane -> (float) lanes.get(lane).settings().weightDecay())),
              host.create(perLane(lane -> clipping(lanes.get(lane).settings()))));
      return loss.toFloatArray();
    }
  }

  private static float clipping(TrainingSettings settings) {
    return settings.maxGradNorm() == 0 ? Float.MAX_VALUE : (float) settings.maxGradNorm();
  }

  private long[] labels(List<int[]> rowsByLane) {
    long[] labels = new long[rowsByLane.stream().mapToInt(rows -> rows.length).sum()];
    int next = 0;
    for (int lane = 0; lane < lanes.size(); lane++) {
      for (int row : rowsByLane.get(lane)) {
        labels[next++] = lanes.get(lane).labels()[row];
      }
    }
    return labels;
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
