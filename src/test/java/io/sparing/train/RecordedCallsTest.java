package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.adapt.Unprompted;
import io.sparing.model.Encoders;
import io.sparing.model.JointProjection;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.quant.NumberFormats;
import io.sparing.script.CallRecorder;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** On the CPU, with a recorder that repeats a call by making it again. */
class RecordedCallsTest {

  private static final int WIDTH = 5;
  private static final int CLASSES = 3;
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
    int[] labels = IntStream.range(0, rows).map(row -> row % CLASSES).toArray();
    return new TrainingLane(settings, 3, new int[rows], labels);
  }

  /** Rows of chance, and columns that no one reads: as many shapes as asked for. */
  private static Trainer.Inputs inputs(int shapes) {
    return (manager, rowsByLane) -> List.of(columns(manager, rowsByLane.get(0), shapes));
  }

  private static NDArray columns(NDManager manager, int[] rows, int shapes) {
    int columns = WIDTH + Arrays.stream(rows).sum() % shapes;
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
    Trainer.Options options = new Trainer.Options(scales, Optional.empty());
    TrainingLane lane = lane(8 * BATCH + 3, 12, 1);
    return new Trainer(model, List.of(lane), inputs(shapes), new Trainer.Listener() {}, options)
        .run(Device.cpu(), recorder);
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
          public void close() {
            asked.add("close");
          }
        };
    TrainingRun run = train(model("1."), 3, false, Optional.of(broken));
    TrainingRun called = train(model("1."), 3, false, Optional.empty());
    assertThat(weight(run)).containsExactly(weight(called));
    assertThat(asked).containsExactly("record");
  }

  @Test
  void recordingsOfManyShapesMakeRoom() throws IOException {
    Repeater repeater = new Repeater();
    TrainingRun run = train(model("1."), 97, false, Optional.of(repeater));
    TrainingRun called = train(model("1."), 97, false, Optional.empty());
    assertThat(weight(run)).containsExactly(weight(called));
    assertThat(repeater.mostOpen).isLessThanOrEqualTo(32);
    assertThat(repeater.open).isZero();
  }

  @Test
  void stepsThatChangeOnTheWayAreNotRecorded() {
    ScriptModule model = model("1.");
    List<TrainingLane> one = List.of(lane(BATCH, 1, 1));
    List<TrainingLane> two = List.of(lane(BATCH, 1, 1), lane(BATCH, 1, 1));
    Trainer.Options scaled = new Trainer.Options(true, Optional.empty());
    Trainer.Options freezing =
        new Trainer.Options(false, Optional.of(new LayerFreezing(List.of(), 0.1, 50)));
    assertThat(TrainingScript.repeats(model, one, Trainer.Options.PLAIN)).isTrue();
    assertThat(TrainingScript.repeats(model, one, scaled)).isTrue();
    assertThat(TrainingScript.repeats(model, two, Trainer.Options.PLAIN)).isTrue();
    assertThat(TrainingScript.repeats(model, two, scaled)).isFalse();
    assertThat(TrainingScript.repeats(model, one, freezing)).isFalse();
    assertThat(TrainingScript.repeats(model.with(ADJUST), one, Trainer.Options.PLAIN)).isFalse();
    assertThat(TrainingScript.repeats(model, List.of(lane(BATCH, 1, 4)), Trainer.Options.PLAIN))
        .isFalse();
  }

  static Stream<String> recorded() {
    return Strategies.known().values().stream()
        .filter(strategy -> strategy.trains() && !strategy.ownLoss())
        .map(Strategy::name);
  }

  /** What waits for the device's answer cannot be recorded; on a CPU no one would notice. */
  @ParameterizedTest
  @MethodSource("recorded")
  void recordedStepsWaitForNothing(String name) {
    Strategy strategy = Strategies.find(name);
    TreeMap<String, Object> parameters = new TreeMap<>();
    strategy.parameters().forEach(p -> parameters.put(p.name(), p.defaultValue()));
    ScriptModule adapted =
        strategy.adapt(
            Encoders.blank(MINILM),
            new Adaptation(
                MINILM, new Unprompted(CLASSES), List.of(new Adaptation.Lane(parameters, 1))));
    List<TrainingLane> lanes = List.of(lane(BATCH, 1, 1));
    for (String format : List.of("fp32", "fp16")) {
      ScriptModule model = NumberFormats.find(format).training(JointProjection.in(adapted));
      Trainer.Options options =
          new Trainer.Options(NumberFormats.find(format).scalesLoss(), Optional.empty());
      assertThat(TrainingScript.repeats(model, lanes, options)).isEqualTo(!name.equals("adalora"));
      if (TrainingScript.repeats(model, lanes, options)) {
        List<String> waiting = waiting(TrainingScript.wrap(model, lanes, 1, options));
        assertThat(waiting).as("%s in %s", name, format).isEmpty();
      }
    }
  }

  /** Lines that have the device's numbers decide, but for those that a GPU never comes to. */
  private static List<String> waiting(ScriptModule wrapped) {
    Pattern waits = Pattern.compile("torch\\.item\\(|(bool|int|float)\\(torch|nonzero|masked_sel");
    List<String> found = new ArrayList<>();
    wrapped.map(
        (path, module) -> {
          for (String method : module.methods()) {
            String[] lines = method.split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
              boolean cpu = i > 0 && lines[i - 1].contains("torch.__not__(ops.prim.is_cuda(");
              if (waits.matcher(lines[i]).find() && !cpu) {
                found.add(path + ": " + lines[i].strip());
              }
            }
          }
          return module;
        });
    return found;
  }
}
