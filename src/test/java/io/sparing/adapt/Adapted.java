package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.model.Classifier;
import io.sparing.model.Encoders;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** MiniLM adapted to a task of four classes, and what it answers. */
final class Adapted {

  static final ModelManifest MODEL = Models.find("minilm-l6");
  static final ScriptModule ENCODER = encoder();
  static final int CLASSES = 4;

  /** Numbers in a head of one lane. */
  static final long HEAD = CLASSES * 384 + CLASSES;

  static final int ROWS = 3;
  private static final int LENGTH = 7;

  private Adapted() {}

  private static ScriptModule encoder() {
    try {
      return Encoders.load(MODEL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The model with defaults, a lane a seed. */
  static ScriptModule by(Strategy strategy, long... seeds) {
    List<Adaptation.Lane> lanes = new ArrayList<>();
    for (long seed : seeds) {
      lanes.add(new Adaptation.Lane(StrategyParameters.of(strategy), seed));
    }
    return by(strategy, lanes);
  }

  static ScriptModule by(Strategy strategy, List<Adaptation.Lane> lanes) {
    return strategy.adapt(ENCODER, new Adaptation(MODEL, new Unprompted(CLASSES), lanes));
  }

  static long trainable(ScriptModule model) {
    return model.allParameters().values().stream().mapToLong(TensorData::elements).sum();
  }

  /** The model with every parameter moved at random, as training might. */
  static ScriptModule moved(ScriptModule model, double deviation) {
    Random random = new Random(5);
    Map<String, TensorData> values = new LinkedHashMap<>();
    model
        .allParameters()
        .forEach(
            (path, tensor) -> {
              float[] numbers = tensor.toFloats();
              for (int i = 0; i < numbers.length; i++) {
                numbers[i] += (float) (deviation * random.nextGaussian());
              }
              values.put(path, TensorData.floats(numbers, tensor.shape()));
            });
    return model.withParameters(values);
  }

  /** Logits of the same few padded rows in every lane, flat: [lanes · rows · classes]. */
  static float[] logits(ScriptModule model, int lanes) {
    try (LoadedScript script = LoadedScript.load(model, Device.cpu());
        NDManager manager = script.newManager()) {
      return script.call(manager, "logits", inputs(manager, lanes)).toFloatArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same few padded rows in every lane: ids, types and mask [lanes · rows, length]. */
  static List<NDArray> inputs(NDManager manager, int lanes) {
    long[] ids = new long[lanes * ROWS * LENGTH];
    long[] mask = new long[ids.length];
    for (int lane = 0; lane < lanes; lane++) {
      Random random = new Random(3);
      for (int i = 0; i < ROWS * LENGTH; i++) {
        ids[lane * ROWS * LENGTH + i] = 1000L + random.nextInt(20000);
        mask[lane * ROWS * LENGTH + i] = i % LENGTH < 4 + i / LENGTH ? 1 : 0;
      }
    }
    Shape shape = new Shape((long) lanes * ROWS, LENGTH);
    return Stream.of(ids, new long[ids.length], mask).map(a -> manager.create(a, shape)).toList();
  }

  /** What a model's head alone makes of vectors: [rows · classes]. */
  static float[] headLogits(ScriptModule model, float[]... vectors) {
    ScriptModule head = Classifier.onFeatures(model.at(Classifier.HEAD));
    try (LoadedScript script = LoadedScript.load(head, Device.cpu());
        NDManager manager = script.newManager()) {
      List<NDArray> inputs = List.of(manager.create(vectors));
      return script.call(manager, "logits", inputs).toFloatArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asserts that lanes differ, and that each, deployed, gives the logits it gave beside the rest.
   */
  static void lanesAnswerAlone(Strategy strategy, ScriptModule trained, int lanes) {
    float[] all = logits(trained, lanes);
    int size = all.length / lanes;
    assertThat(Arrays.copyOf(all, size)).isNotEqualTo(Arrays.copyOfRange(all, size, 2 * size));
    for (int lane = 0; lane < lanes; lane++) {
      float[] own = Arrays.copyOfRange(all, lane * size, (lane + 1) * size);
      assertThat(logits(strategy.deploy(trained, lane), 1)).containsExactly(own, within(1e-4f));
    }
  }
}
