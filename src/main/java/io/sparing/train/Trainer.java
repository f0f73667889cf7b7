package io.sparing.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.sparing.data.BatchPlan;
import io.sparing.script.CallRecorder;
import io.sparing.script.CudaGraphs;
import io.sparing.script.LoadedScript;
import io.sparing.script.Pace;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The training loop: one native call an optimizer step for all lanes, or one for every pass of
 * {@code batch_size} rows, or fewer where these do not fit, where gradients are accumulated.
 */
public final class Trainer {

  /** Makes the model's inputs out of row numbers. */
  @FunctionalInterface
  public interface Inputs {

    /**
     * Returns the inputs of a batch, the lanes' rows one lane after the other.
     *
     * @param manager owns what is made
     * @param rowsByLane row numbers, as many for every lane
     */
    List<NDArray> arrays(NDManager manager, List<int[]> rowsByLane);
  }

  /** Called as training goes on. */
  public interface Listener {

    /** Returns what stands between native calls. */
    default Pace pace() {
      return Pace.NONE;
    }

    /**
     * Called before the first step.
     *
     * @param steps how many there will be, unless training stops early
     * @param alike whether steps of as many tokens take as long
     */
    default void begins(long steps, boolean alike) {}

    /** Called before each step. */
    default void stepBegins() {}

    /**
     * Called after each step.
     *
     * @param tokens of its rows, each as long as the longest of its native call
     * @param seconds it took, without waiting
     */
    default void stepEnds(long tokens, double seconds) {}

    /** Called when a share of all steps is done, 0 to 1. */
    default void progress(double share) {}

    /**
     * Called when an epoch, counted from 1, is done.
     *
     * @param script has the method {@code logits}
     * @return the validation score, where higher is better; empty if it was not measured
     */
    default OptionalDouble epoch(int epoch, LoadedScript script) {
      return OptionalDouble.empty();
    }
  }

  /**
   * How a run differs from a plain one.
   *
   * @param scalesLoss whether the loss is scaled, as computing in fp16 needs
   * @param freezing which layers are frozen on the way; empty for none
   * @param layout where things are in the model's tree
   */
  public record Options(boolean scalesLoss, Optional<LayerFreezing> freezing, Layout layout) {

    /** Options of a plain run of a head alone. */
    public static final Options PLAIN = plain(Layout.FLAT);

    /** Returns options of a plain run of a model of this layout. */
    public static Options plain(Layout layout) {
      return new Options(false, Optional.empty(), layout);
    }
  }

  private static final int POINTS = 20;

  private final ScriptModule model;
  private final List<TrainingLane> lanes;
  private final Inputs inputs;
  private final Listener listener;
  private final Options options;
  private final int epochs;
  private final long stepsPerEpoch;
  private final List<Schedule> schedules;
  private final LossLog losses;
  private final Map<Integer, Double> scores = new LinkedHashMap<>();
  private double seconds;

  /** Prepares a plain run; see {@link #Trainer(ScriptModule, List, Inputs, Listener, Options)}. */
  public Trainer(ScriptModule model, List<TrainingLane> lanes, Inputs inputs, Listener listener) {
    this(model, lanes, inputs, listener, Options.PLAIN);
  }

  /**
   * Prepares a run.
   *
   * @param model has the methods that {@code TrainingScript} asks for
   * @param lanes at least one; all take as many steps of as many rows
   * @param options how the run differs from a plain one
   * @throws IllegalArgumentException if the lanes cannot be trained in the same steps
   */
  public Trainer(
      ScriptModule model,
      List<TrainingLane> lanes,
      Inputs inputs,
      Listener listener,
      Options options) {
    this.model = model;
    this.lanes = List.copyOf(lanes);
    this.inputs = inputs;
    this.listener = listener;
    this.options = options;
    checkAlike(lanes);
    TrainingLane first = lanes.get(0);
    this.epochs = first.settings().epochs();
    this.stepsPerEpoch = first.stepsPerEpoch();
    long steps = epochs * stepsPerEpoch;
    this.schedules =
        lanes.stream().map(lane -> Schedule.of(lane.settings().optimizer(), steps)).toList();
    this.losses = new LossLog(lanes.size(), stepsPerEpoch, Math.max(1, steps / POINTS));
  }

  private static void checkAlike(List<TrainingLane> lanes) {
    TrainingLane first = lanes.get(0);
    for (TrainingLane lane : lanes) {
      if (lane.settings().epochs() != first.settings().epochs()
          || lane.settings().batchSize() != first.settings().batchSize()
          || !lane.settings().memory().equals(first.settings().memory())
          || lane.lengths().length != first.lengths().length) {
        throw new IllegalArgumentException(
            "Cannot train lanes of different epochs, batch_size, gradient_accumulation_steps,"
                + " gradient_checkpointing or train_examples in one step");
      }
      if (lanes.size() > 1 && lane.settings().earlyStoppingPatience() > 0) {
        throw new IllegalArgumentException(
            "Cannot train lanes with early_stopping_patience in one step: each would stop at its"
                + " own epoch");
      }
    }
  }

  /**
   * Trains.
   *
   * @throws IOException if the model cannot be written for libtorch
   * @throws DivergedException if a loss is not finite
   */
  public TrainingRun run(Device device) throws IOException {
    return run(device, Control.NONE);
  }

  /**
   * Trains under control: passes fit into memory, and what an earlier process kept is taken up.
   *
   * @throws IOException if the model cannot be written for libtorch
   * @throws DivergedException if a loss is not finite
   */
  public TrainingRun run(Device device, Control control) throws IOException {
    try (Checkpoints kept = control.checkpoints();
        CallRecorder recorder = recorder(model, lanes, options, device).orElse(null)) {
      return run(device, Optional.ofNullable(recorder), new Control(control.memory(), kept));
    }
  }

  /**
   * Returns what records the steps of a training run, where they repeat and the device can record
   * them.
   */
  static Optional<CallRecorder> recorder(
      ScriptModule model, List<TrainingLane> lanes, Options options, Device device) {
    return TrainingScript.repeats(model, lanes, options)
        ? CudaGraphs.open(device)
        : Optional.empty();
  }

  /** Trains with steps that a recorder repeats, if there is one. */
  TrainingRun run(Device device, Optional<CallRecorder> recorder, Control control)
      throws IOException {
    ScriptModule wrapped = TrainingScript.wrap(model, lanes, epochs * stepsPerEpoch, options);
    try (LoadedScript script = LoadedScript.load(wrapped, device).paced(listener.pace());
        StepCalls calls = StepCalls.of(script, recorder);
        PassSize size = new PassSize(lanes.get(0).settings().batchSize(), control.memory())) {
      TrainingStep step = new TrainingStep(script, calls, lanes, schedules, inputs, size);
      EarlyStopping stopping = new EarlyStopping(lanes.get(0).settings().earlyStoppingPatience());
      Optional<Freezer> freezer = options.freezing().map(policy -> freezer(policy, script));
      Keeping keeping =
          new Keeping(control.checkpoints(), script, step, size, losses, scores, stopping, freezer);
      Optional<Checkpoint.Progress> earlier = keeping.resume();
      earlier.ifPresent(progress -> seconds = progress.seconds());
      long taken = earlier.map(Checkpoint.Progress::steps).orElse(0L);
      fit(step, size);
      listener.begins(
          epochs * stepsPerEpoch, options.freezing().isEmpty() && !TrainingScript.adjusts(model));
      int epoch = (int) (taken / stepsPerEpoch);
      while (epoch < epochs && !stopping.due()) {
        long first = Math.max(0, taken - epoch * stepsPerEpoch);
        epoch(step, freezer, keeping, epoch++, first);
        OptionalDouble score = listener.epoch(epoch, script);
        int ended = epoch;
        score.ifPresent(value -> scores.put(ended, value));
        stopping.add(epoch, score, script::parameters);
      }
      listener.progress(1);
      return new TrainingRun(
          trained(stopping.best().orElseGet(script::parameters)),
          losses.curves(),
          losses.all(),
          epoch,
          stopping.bestEpoch().orElse(epoch),
          epoch * stepsPerEpoch,
          freezer.map(Freezer::frozen).orElse(0),
          seconds,
          scores,
          size.rows(),
          HeldBytes.of(script, size.rows() < lanes.get(0).settings().rowsPerStep()),
          List.copyOf(size.decisions()));
    }
  }

  /** Chooses how many rows a pass has, by its longest rows. */
  private void fit(TrainingStep step, PassSize size) {
    List<int[]> longest =
        lanes.stream()
            .map(lane -> BatchPlan.evaluation(lane.lengths(), size.rows()).get(0))
            .toList();
    int[] lengths = lanes.get(0).lengths();
    int tokens = lengths[longest.get(0)[0]];
    int rows = longest.get(0).length;
    long bound = RoughMemory.of(model).bytes(rows * lanes.size(), tokens);
    long trained = model.allParameters().values().stream().mapToLong(TensorData::byteCount).sum();
    size.fit(
        rows,
        bound,
        trained,
        count -> step.tryOut(longest.stream().map(all -> Arrays.copyOf(all, count)).toList()));
  }

  private Freezer freezer(LayerFreezing policy, LoadedScript script) {
    String prefix = TrainingScript.MODEL + ".";
    List<String> paths =
        TrainingScript.paths(model, options.layout()).stream()
            .map(path -> path.substring(prefix.length()))
            .toList();
    return new Freezer(policy, script, paths, epochs * stepsPerEpoch);
  }

  private ScriptModule trained(Map<String, TensorData> parameters) {
    Map<String, TensorData> trained = new LinkedHashMap<>();
    String prefix = TrainingScript.MODEL + ".";
    parameters.forEach((path, value) -> trained.put(path.substring(prefix.length()), value));
    return model.withParameters(trained);
  }

  private void epoch(
      TrainingStep step, Optional<Freezer> freezer, Keeping keeping, int epoch, long first) {
    List<List<int[]>> plans = new ArrayList<>();
    for (TrainingLane lane : lanes) {
      plans.add(
          BatchPlan.training(lane.lengths(), lane.settings().rowsPerStep(), lane.seed(), epoch));
    }
    for (int batch = (int) first; batch < stepsPerEpoch; batch++) {
      int number = batch;
      List<int[]> rows = plans.stream().map(plan -> plan.get(number)).toList();
      long taken = epoch * stepsPerEpoch + batch;
      keeping.keep(taken, seconds);
      listener.stepBegins();
      long start = System.nanoTime() - step.waitedNanos();
      TrainingStep.Outcome outcome = step.take(taken, rows);
      freezer.ifPresent(it -> it.stepped(taken + 1));
      long nanos = System.nanoTime() - step.waitedNanos() - start;
      seconds += nanos / 1e9;
      listener.pace().worked(nanos);
      listener.stepEnds(step.tokens(rows), nanos / 1e9);
      losses.add(taken, seconds, outcome);
      if (taken + 1 < epochs * stepsPerEpoch) {
        listener.progress((taken + 1.0) / (epochs * stepsPerEpoch));
      }
    }
  }
}
