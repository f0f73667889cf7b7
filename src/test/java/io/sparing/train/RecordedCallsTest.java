package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.JointProjection;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.adapt.StrategyParameters;
import io.sparing.adapt.Unprompted;
import io.sparing.model.Classifier;
import io.sparing.model.Encoders;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.quant.NumberFormat;
import io.sparing.quant.NumberFormats;
import io.sparing.script.CallRecorder;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** On the CPU, with a recorder that repeats a call by making it again. */
class RecordedCallsTest {

  private static final int BATCH = 8;
  private static final ModelManifest MINILM = Models.find("minilm-l6");

  /**
   * A linear classifier of the first columns, whose gradient passes through fp16 times a factor.
   */
  private static final String LOGITS =
      """
      def logits(self, inputs: List[Tensor]) -> Tensor:
        x = torch.slice(inputs[0], 1, 0, 5)
        y = torch.linear(x, torch.select(self.weight, 0, 0))
        return torch.div(torch.to(torch.to(torch.mul(y, FACTOR), 5), 6), FACTOR)
      """;

  /** Lines that have the device's numbers decide, or bring some of the host's. */
  private static final Pattern WAITS =
      Pattern.compile(
          "torch\\.item\\(|\\b(bool|int|float)\\(|nonzero|masked_select|torch\\.tensor\\(");

  /** Lines that set what the host keeps. */
  private static final Pattern CHANGES = Pattern.compile("^\\s*self\\.\\w+ = ");

  private static final String ADJUST =
      """
      def adjust(self, gradients: List[Tensor], step: int, steps: int) -> None:
        return None
      """;

  private static final class Repeater implements CallRecorder {

    private int asked;
    private int repeated;
    private int open;
    private int mostOpen;
    private boolean closed;
    private boolean roomy = true;
    private double times;

    @Override
    public boolean hasRoom(double times) {
      this.times = Math.max(this.times, times);
      return roomy;
    }

    @Override
    public Recording record(Supplier<NDArray> call) {
      asked++;
      open++;
      mostOpen = Math.max(mostOpen, open);
      return new Recording() {
        private NDArray result;

        @Override
        public NDArray repeat() {
          repeated++;
          close(result);
          result = call.get();
          return result;
        }

        @Override
        public void close() {
          close(result);
          open--;
        }

        private void close(NDArray array) {
          if (array != null) {
            array.close();
          }
        }
      };
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static ScriptModule model(String factor) {
    return Probe.model().as("Linear", LOGITS.replace("FACTOR", factor));
  }

  private static TrainingLane lane(int rows, int epochs, int passes) {
    TrainingSettings settings =
        new TrainingSettings(epochs, BATCH, 0.05, 0.01, 0, 1)
            .with(new MemorySettings(passes, false));
    int[] labels = IntStream.range(0, rows).map(row -> row % Probe.CLASSES).toArray();
    return new TrainingLane(settings, 3, new int[rows], new ClassLabels(labels, settings.loss()));
  }

  /** Rows of chance, and columns that no one reads: as many shapes as asked for. */
  private static Trainer.Inputs inputs(int shapes) {
    return (manager, rowsByLane) -> List.of(columns(manager, rowsByLane.get(0), shapes));
  }

  private static NDArray columns(NDManager manager, int[] rows, int shapes) {
    int columns = Probe.WIDTH + Arrays.stream(rows).sum() % shapes;
    float[] values = new float[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      Random random = new Random(rows[i]);
      for (int column = 0; column < columns; column++) {
        values[i * columns + column] = (float) random.nextGaussian();
      }
    }
    return manager.create(values, new Shape(rows.length, columns));
  }

  private static TrainingRun train(
      ScriptModule model, int shapes, boolean scales, Optional<CallRecorder> recorder)
      throws IOException {
    Trainer.Options options = new Trainer.Options(scales, Optional.empty(), Layout.FLAT);
    TrainingLane lane = lane(8 * BATCH + 3, 12, 1);
    return new Trainer(model, List.of(lane), inputs(shapes), new Trainer.Listener() {}, options)
        .run(Device.cpu(), recorder, Control.NONE);
  }

  private static float[] weight(TrainingRun run) {
    return run.model().tensor("weight").toFloats();
  }

  /** The last factor overflows at first, so that steps are skipped. */
  @ParameterizedTest
  @CsvSource({"1., false, 3", "1., true, 2", "0.01, true, 3"})
  void repeatedStepsAreThoseOfCalls(String factor, boolean scales, int shapes) throws IOException {
    Repeater repeater = new Repeater();
    TrainingRun repeated = train(model(factor), shapes, scales, Optional.of(repeater));
    TrainingRun called = train(model(factor), shapes, scales, Optional.empty());
    assertThat(repeated.losses().get(0)).containsExactly(called.losses().get(0));
    assertThat(weight(repeated)).containsExactly(weight(called));
    // The last batch of an epoch is smaller and has shapes of its own.
    assertThat(repeater.asked).isBetween(shapes, 2 * shapes);
    assertThat(repeater.repeated).isGreaterThan(80).isLessThanOrEqualTo(108 - repeater.asked);
    assertThat(repeater.open).isZero();
    assertThat(repeater.closed).as("closed by whoever opened it").isFalse();
    assertThat(Arrays.stream(called.losses().get(0)).anyMatch(Double::isNaN))
        .isEqualTo(factor.equals("0.01"));
  }

  /** A model that adjusts itself has its steps skipped by the host, any other by the device. */
  @Test
  void theDeviceSkipsWhatTheHostWould() throws IOException {
    ScriptModule model = model("0.01");
    TrainingRun device = train(model, 1, true, Optional.empty());
    TrainingRun host = train(model.with(ADJUST), 1, true, Optional.empty());
    assertThat(device.losses().get(0)).containsExactly(host.losses().get(0)).contains(Double.NaN);
    assertThat(weight(device)).containsExactly(weight(host));
  }

  @Test
  void whereNothingCanBeRecordedStepsAreCalled() throws IOException {
    List<String> asked = new ArrayList<>();
    CallRecorder broken =
        new CallRecorder() {
          @Override
          public Recording record(Supplier<NDArray> call) {
            asked.add("record");
            throw new IllegalStateException("Failed to record a CUDA graph: out of memory");
          }

          @Override
          public boolean hasRoom(double times) {
            asked.add("room");
            return true;
          }

          @Override
          public void close() {
            asked.add("close");
          }
        };
    TrainingRun run = train(model("1."), 3, false, Optional.of(broken));
    TrainingRun called = train(model("1."), 3, false, Optional.empty());
    assertThat(weight(run)).containsExactly(weight(called));
    assertThat(asked).containsExactly("record");
  }

  /** Every row is a batch of a shape of its own, 70 in all, each met three times. */
  @Test
  void onlyTheLastShapesAreKept() throws IOException {
    Repeater repeater = new Repeater();
    TrainingRun run = singles(70, Optional.of(repeater));
    TrainingRun called = singles(70, Optional.empty());
    assertThat(weight(run)).containsExactly(weight(called));
    assertThat(repeater.asked).isPositive();
    assertThat(repeater.mostOpen).isLessThanOrEqualTo(32);
    assertThat(repeater.open).isZero();
  }

  @Test
  void asManyShapesAsAreKeptAreRecordedOnce() throws IOException {
    Repeater repeater = new Repeater();
    singles(32, Optional.of(repeater));
    assertThat(repeater.asked).isEqualTo(32);
    assertThat(repeater.mostOpen).isEqualTo(32);
    assertThat(repeater.open).isZero();
  }

  private static TrainingRun singles(int rows, Optional<CallRecorder> recorder) throws IOException {
    TrainingSettings settings = new TrainingSettings(3, 1, 0.05, 0.01, 0, 1);
    int[] labels = IntStream.range(0, rows).map(row -> row % Probe.CLASSES).toArray();
    TrainingLane lane =
        new TrainingLane(settings, 3, new int[rows], new ClassLabels(labels, settings.loss()));
    return new Trainer(model("1."), List.of(lane), inputs(rows), new Trainer.Listener() {})
        .run(Device.cpu(), recorder, Control.NONE);
  }

  @Test
  void withoutRoomForAnotherShapeRecordingsAreGivenUp() throws IOException {
    Repeater repeater = new Repeater();
    repeater.roomy = false;
    TrainingRun run = train(model("1."), 1, false, Optional.of(repeater));
    TrainingRun called = train(model("1."), 1, false, Optional.empty());
    assertThat(weight(run)).containsExactly(weight(called));
    // The smaller last batch of the first epoch is the other shape.
    assertThat(repeater.asked).isEqualTo(1);
    assertThat(repeater.repeated).isEqualTo(7);
    assertThat(repeater.open).isZero();
    assertThat(repeater.times).isEqualTo(1);
  }

  /** Three lanes, with scores between the epochs that end the run early. */
  @Test
  void lanesAndEpochsMakeNoDifference() throws IOException {
    Repeater repeater = new Repeater();
    TrainingRun repeated = stopped(Optional.of(repeater));
    TrainingRun called = stopped(Optional.empty());
    assertThat(repeated.bestEpoch()).isEqualTo(called.bestEpoch()).isEqualTo(2);
    assertThat(weight(repeated)).containsExactly(weight(called));
    assertThat(repeater.repeated).isPositive();
    Repeater ofLanes = new Repeater();
    assertThat(lanes(Optional.of(ofLanes)).losses().get(1))
        .containsExactly(lanes(Optional.empty()).losses().get(1));
    assertThat(ofLanes.repeated).isPositive();
  }

  private static TrainingRun stopped(Optional<CallRecorder> recorder) throws IOException {
    TrainingSettings settings =
        new TrainingSettings(9, BATCH, 0.05, 0.01, 0, 1).withEarlyStoppingPatience(1);
    TrainingLane lane =
        new TrainingLane(
            settings,
            3,
            new int[24],
            new ClassLabels(IntStream.range(0, 24).map(r -> r % 3).toArray(), settings.loss()));
    Trainer.Listener listener =
        new Trainer.Listener() {
          @Override
          public OptionalDouble epoch(int epoch, LoadedScript script) {
            try (NDManager manager = script.newManager()) {
              NDArray rows = columns(manager, new int[] {0, 1, 2}, 1);
              script.call(manager, "logits", List.of(rows));
            }
            return OptionalDouble.of(epoch == 2 ? 1 : 0);
          }
        };
    return new Trainer(model("1."), List.of(lane), inputs(1), listener)
        .run(Device.cpu(), recorder, Control.NONE);
  }

  private static TrainingRun lanes(Optional<CallRecorder> recorder) throws IOException {
    TrainingLane lane = lane(2 * BATCH, 4, 1);
    ScriptModule head =
        Classifier.onFeatures(
            Classifier.linearHead(Probe.CLASSES, Probe.WIDTH, new long[] {1, 2, 3}));
    Trainer.Inputs inputs =
        (manager, rowsByLane) ->
            List.of(
                columns(manager, rowsByLane.stream().flatMapToInt(Arrays::stream).toArray(), 1));
    return new Trainer(head, List.of(lane, lane, lane), inputs, new Trainer.Listener() {})
        .run(Device.cpu(), recorder, Control.NONE);
  }

  /** The device runs out twice: recordings are given up first, then passes are halved. */
  @Test
  void recordingsAreGivenUpBeforePassesAreHalved() throws IOException {
    TrainingLane lane = lane(8 * BATCH, 1, 1);
    Repeater recorder = new Repeater();
    int[] calls = {0};
    Trainer.Inputs failing =
        (manager, rowsByLane) -> {
          calls[0]++;
          if (calls[0] == 4 || calls[0] == 6) {
            throw new EngineException("CUDA out of memory");
          }
          return inputs(1).arrays(manager, rowsByLane);
        };
    Control control = new Control(Optional.of(new FakeGauge()), Checkpoints.NONE);
    TrainingRun run =
        new Trainer(model("1."), List.of(lane), failing, new Trainer.Listener() {})
            .run(Device.cpu(), Optional.of(recorder), control);
    TrainingRun plain =
        new Trainer(model("1."), List.of(lane), inputs(1), new Trainer.Listener() {})
            .run(Device.cpu());
    assertThat(run.losses().get(0)).containsExactly(plain.losses().get(0), within(1e-5));
    assertThat(run.decisions())
        .extracting(Decision::action)
        .containsExactly(Decision.Action.RELEASE_MEMORY, Decision.Action.HALVE_BATCH);
    assertThat(run.rows()).isEqualTo(BATCH / 2);
    assertThat(recorder.open).isZero();
  }

  @Test
  void stepsThatChangeOnTheWayAreNotRecorded() {
    ScriptModule model = model("1.");
    List<TrainingLane> one = List.of(lane(BATCH, 1, 1));
    List<TrainingLane> two = List.of(lane(BATCH, 1, 1), lane(BATCH, 1, 1));
    Trainer.Options scaled = new Trainer.Options(true, Optional.empty(), Layout.FLAT);
    Trainer.Options freezing =
        new Trainer.Options(false, Optional.of(new LayerFreezing(List.of(), 0.1, 50)), Layout.FLAT);
    assertThat(TrainingScript.repeats(model, one, Trainer.Options.PLAIN)).isTrue();
    assertThat(TrainingScript.repeats(model, one, scaled)).isTrue();
    assertThat(TrainingScript.repeats(model, two, Trainer.Options.PLAIN)).isTrue();
    assertThat(TrainingScript.repeats(model, two, scaled)).isFalse();
    assertThat(TrainingScript.repeats(model, one, freezing)).isFalse();
    assertThat(TrainingScript.repeats(model.with(ADJUST), one, Trainer.Options.PLAIN)).isFalse();
    assertThat(TrainingScript.repeats(model, List.of(lane(BATCH, 1, 4)), Trainer.Options.PLAIN))
        .isFalse();
  }

  /** Strategy, number format, lanes, and whether to checkpoint and to weigh and smooth. */
  static Stream<Arguments> recorded() {
    Stream<Arguments> each =
        Strategies.known().values().stream()
            .filter(strategy -> strategy.trains() && !strategy.name().equals("adalora"))
            .flatMap(
                strategy ->
                    Stream.of("fp32", "fp16").map(format -> of(strategy.name(), format, 1, false)));
    return Stream.concat(
        each,
        Stream.of(
            of("qlora", "nf4", 1, false),
            of("qlora", "int8-weight-only", 1, false),
            of("qlora+prompt", "nf4", 1, true),
            of("full", "fp32", 1, true),
            of("lora", "fp16", 1, true),
            of("lora with use_dora", "fp16", 1, false),
            of("qlora with use_dora", "nf4", 1, true),
            of("qlora with use_dora", "int8-weight-only", 1, false),
            of("lora", "fp32", 3, false)));
  }

  private static Arguments of(String strategy, String format, int lanes, boolean all) {
    return Arguments.of(strategy, format, lanes, all);
  }

  /** What waits for the device or changes on the host is not recorded; a CPU would not notice. */
  @ParameterizedTest
  @MethodSource("recorded")
  void recordedStepsLeaveTheHostAlone(String name, String format, int count, boolean all) {
    String[] given = name.split(" with ", -1);
    Strategy strategy = Strategies.find(given[0]);
    SortedMap<String, Object> parameters = StrategyParameters.of(strategy);
    for (int i = 1; i < given.length; i++) {
      parameters.put(given[i], true);
    }
    parameters.computeIfPresent("teacher", (key, value) -> "bge-small");
    Adaptation.Lane adapted = new Adaptation.Lane(parameters, 1);
    ScriptModule tree =
        strategy.adapt(
            Encoders.blank(MINILM),
            new Adaptation(
                MINILM, new Unprompted(Probe.CLASSES), Collections.nCopies(count, adapted)));
    NumberFormat number = NumberFormats.find(format);
    ScriptModule quantized = strategy.trainsQuantized() ? number.apply(tree) : tree;
    ScriptModule model = number.training(JointProjection.in(quantized));
    TrainingSettings settings = lane(BATCH, 1, 1).settings();
    if (all) {
      settings =
          settings
              .with(new MemorySettings(1, true))
              .with(new LossSettings(0.1, ClassWeights.BALANCED));
    }
    TrainingLane lane =
        new TrainingLane(
            settings, 1, new int[BATCH], new ClassLabels(new int[BATCH], settings.loss()));
    List<TrainingLane> lanes = Collections.nCopies(count, lane);
    Trainer.Options options =
        new Trainer.Options(number.scalesLoss(), Optional.empty(), Layouts.of(MINILM));
    assertThat(TrainingScript.repeats(model, lanes, options)).isTrue();
    ScriptModule wrapped =
        TrainingScript.wrap(model, lanes, 1, options)
            .without("kept", "state", "states", "restore", "held"); // called between steps
    assertThat(lines(wrapped, WAITS)).isEmpty();
    assertThat(lines(wrapped, CHANGES)).isEmpty();
  }

  /** Lines of all methods, but for those that a GPU never comes to. */
  private static List<String> lines(ScriptModule wrapped, Pattern pattern) {
    List<String> found = new ArrayList<>();
    wrapped
        .allModules()
        .forEach(
            (path, module) ->
                module
                    .methods()
                    .forEach(method -> add(path, method.split("\n", -1), pattern, found)));
    return found;
  }

  private static void add(String path, String[] lines, Pattern pattern, List<String> found) {
    for (int i = 0; i < lines.length; i++) {
      boolean cpu = i > 0 && lines[i - 1].contains("torch.__not__(ops.prim.is_cuda(");
      if (pattern.matcher(lines[i]).find() && !cpu) {
        found.add(path + ": " + lines[i].strip());
      }
    }
  }
}
