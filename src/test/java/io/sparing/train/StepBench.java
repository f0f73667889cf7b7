package io.sparing.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.JointProjection;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.adapt.StrategyParameters;
import io.sparing.adapt.Unprompted;
import io.sparing.model.EncoderConfiguration;
import io.sparing.model.Encoders;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.quant.NumberFormat;
import io.sparing.quant.NumberFormats;
import io.sparing.script.CallRecorder;
import io.sparing.script.DataType;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times whole optimizer steps (forward, loss, backward, clipping, AdamW) of encoders of any shape
 * with random weights, a line a case; {@code src/test/parity/steps.sh} runs it in turn with {@code
 * steps.py}, which does the same with Hugging Face.
 *
 * <p>Arguments: {@code cpu} or {@code gpu}, the steps to time, then cases such as {@code
 * full:bf16:6x384:32x64} (strategy, number format, layers × width, rows × tokens).
 */
public final class StepBench {

  private static final int WARM_UPS = 5;
  private static final int CLASSES = 8;

  private final Device device;
  private final int steps;

  private StepBench(Device device, int steps) {
    this.device = device;
    this.steps = steps;
  }

  /** Runs the cases. */
  public static void main(String[] arguments) throws IOException {
    StepBench bench = new StepBench(Device.fromName(arguments[0]), Integer.parseInt(arguments[1]));
    for (String each : Arrays.asList(arguments).subList(2, arguments.length)) {
      double[] millis = bench.run(each);
      System.out.printf(
          Locale.ROOT,
          "{\"peer\": \"sparing\", \"case\": \"%s\", \"millis\": [%s]}%n",
          each,
          Arrays.stream(millis)
              .mapToObj(value -> "%.3f".formatted(value))
              .collect(Collectors.joining(", ")));
    }
  }

  private double[] run(String each) throws IOException {
    String[] parts = each.split(":", -1);
    int[] shape = numbers(parts[2]);
    int[] batch = numbers(parts[3]);
    NumberFormat format = NumberFormats.find(parts[1]);
    ModelManifest manifest = manifest(shape[0], shape[1]);
    ScriptModule model = format.training(JointProjection.in(adapted(parts[0], manifest)));
    int rows = batch[0];
    TrainingLane lane =
        new TrainingLane(
            new TrainingSettings(1, rows, 1e-4, 0.01, 0.1, 1),
            1,
            new int[rows],
            new ClassLabels(new Random(1).ints(rows, 0, CLASSES).toArray(), LossSettings.PLAIN));
    int all = WARM_UPS + steps;
    Trainer.Options options =
        new Trainer.Options(format.scalesLoss(), Optional.empty(), Layouts.of(manifest));
    ScriptModule wrapped = TrainingScript.wrap(model, List.of(lane), all, options);
    double[] millis = new double[steps];
    try (CallRecorder recorder =
            Trainer.recorder(model, List.of(lane), options, device).orElse(null);
        LoadedScript script = LoadedScript.load(wrapped, device);
        StepCalls calls = StepCalls.of(script, Optional.ofNullable(recorder))) {
      Schedule schedule = Schedule.of(lane.settings().optimizer(), all);
      TrainingStep step =
          new TrainingStep(
              script,
              calls,
              List.of(lane),
              List.of(schedule),
              (manager, rowsByLane) -> inputs(manager, rows, batch[1]),
              new PassSize(rows, Optional.empty()));
      List<int[]> taken = List.of(IntStream.range(0, rows).toArray());
      for (int i = 0; i < all; i++) {
        long start = System.nanoTime();
        step.take(i, taken);
        if (i >= WARM_UPS) {
          millis[i - WARM_UPS] = (System.nanoTime() - start) / 1e6;
        }
      }
    }
    return millis;
  }

  private static int[] numbers(String pair) {
    return Arrays.stream(pair.split("x", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private static ScriptModule adapted(String name, ModelManifest manifest) {
    Strategy strategy = Strategies.find(name);
    SortedMap<String, Object> parameters = StrategyParameters.of(strategy);
    Adaptation.Lane lane = new Adaptation.Lane(parameters, 1);
    return strategy.adapt(
        random(Encoders.blank(manifest)),
        new Adaptation(manifest, new Unprompted(CLASSES), List.of(lane)));
  }

  /** Weights from a normal distribution; layer norms scale by one. */
  private static ScriptModule random(ScriptModule blank) {
    Random random = new Random(1);
    return blank.map(
        (path, module) -> {
          ScriptModule filled = module;
          for (String key : module.buffers().keySet()) {
            TensorData tensor = module.tensor(key);
            if (tensor.type() == DataType.FLOAT32) {
              float[] values = new float[Math.toIntExact(tensor.elements())];
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.02 * random.nextGaussian());
                values[i] += path.endsWith("LayerNorm") && key.equals("weight") ? 1 : 0;
              }
              filled = filled.withBuffer(key, TensorData.floats(values, tensor.shape()));
            }
          }
          return filled;
        });
  }

  private static ModelManifest manifest(int layers, int hidden) {
    int inner = 4 * hidden;
    long layer = 4L * hidden * (hidden + 1) + 2L * hidden * inner + inner + 5L * hidden;
    long parameters = layers * layer + (30522L + 512 + 2 + 2) * hidden;
    int heads = hidden / (hidden == 384 ? 32 : 64);
    ModelManifest like = Models.find("minilm-l6");
    return new ModelManifest(
        "bench",
        "random weights",
        "bert",
        like.source(),
        "none",
        parameters,
        new EncoderConfiguration(layers, hidden, heads, inner, 30522, 512, 0, 2, 1e-12),
        0,
        "mean",
        "",
        "bench");
  }

  private static List<NDArray> inputs(NDManager manager, int rows, int tokens) {
    Shape shape = new Shape(rows, tokens);
    long[] mask = new long[rows * tokens];
    Arrays.fill(mask, 1);
    return List.of(
        manager.create(new Random(1).longs(mask.length, 1000, 30000).toArray(), shape),
        manager.create(new long[mask.length], shape),
        manager.create(mask, shape));
  }
}
