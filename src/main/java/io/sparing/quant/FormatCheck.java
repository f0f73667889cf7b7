package io.sparing.quant;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.sparing.script.Layers;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Tries a format out on a device: a small layer forward, and backward if it is trained in. */
final class FormatCheck {

  private static final int WIDTH = 64;
  private static final long[] IDS = {0, 1, 2, 3};

  private FormatCheck() {}

  static void run(NumberFormat format, Device device) {
    try {
      ScriptModule layer = layer();
      finite(format, call(format.apply(layer), "answer", device));
      ScriptModule training = format.training(layer);
      if (!training.equals(layer)) {
        finite(format, call(training, "gradient", device));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to try out " + format.name(), e);
    } catch (EngineException e) {
      throw new UnsupportedFormatException(format.name(), reason(e));
    }
  }

  private static ScriptModule layer() {
    float[] weight = new float[WIDTH * WIDTH];
    float[] table = new float[IDS.length * WIDTH];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (i * 7 % 13 - 6) / 32f;
      table[i % table.length] = (i * 5 % 11 - 5) / 8f;
    }
    float[] ones = new float[WIDTH];
    Arrays.fill(ones, 1);
    return ScriptModule.of(
            "Check",
            """
            def answer(self, inputs: List[Tensor]) -> Tensor:
              x = (self.table).forward(torch.unsqueeze(inputs[0], 0))
              y = torch.gelu((self.linear).forward(x))
              z = torch.scaled_dot_product_attention(y, y, y, None, 0., False)
              return torch.to((self.norm).forward(torch.add(z, x)), 6)
            """,
            """
            def gradient(self, inputs: List[Tensor]) -> Tensor:
              torch.set_grad_enabled(True)
              y = self.answer(inputs)
              found = torch.grad([torch.sum(torch.mul(y, y))], [(self.linear).weight])
              torch.set_grad_enabled(False)
              return torch._unwrap_optional(found[0])
            """)
        .withChild("table", Layers.embedding(TensorData.floats(table, IDS.length, WIDTH)))
        .withChild(
            "linear",
            Layers.linear(TensorData.floats(weight, WIDTH, WIDTH), TensorData.zeros(WIDTH))
                .trainable())
        .withChild(
            "norm",
            Layers.layerNorm(TensorData.floats(ones, WIDTH), TensorData.zeros(WIDTH), 1e-12));
  }

  private static float[] call(ScriptModule layer, String method, Device device) throws IOException {
    try (LoadedScript script = LoadedScript.load(layer, device);
        NDManager manager = script.newManager()) {
      List<NDArray> ids = List.of(manager.create(IDS));
      NDArray result =
          method.equals("gradient")
              ? script.callWithGradients(manager, method, ids)
              : script.call(manager, method, ids);
      return result.toFloatArray();
    }
  }

  private static void finite(NumberFormat format, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new UnsupportedFormatException(format.name(), "a small layer gave " + value);
      }
    }
  }

  /** Returns what libtorch says at the end of its trace, or its first words. */
  private static String reason(EngineException error) {
    List<String> lines = error.getMessage().lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.startsWith("RuntimeError: "))
        .map(line -> line.substring("RuntimeError: ".length()))
        .findFirst()
        .orElse(lines.get(0).strip());
  }
}
