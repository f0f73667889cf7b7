package io.sparing.quant;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.script.Layers;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** A linear layer inside another module, as a format leaves it, and what it answers. */
final class QuantizedLayer {

  static final int OUT = 23;
  static final int IN = 41;
  static final int ROWS = 5;

  private QuantizedLayer() {}

  static float[] normal(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** A module that calls the layer, its child {@code base_layer}, and gives its gradient. */
  static ScriptModule around(float[] weight) {
    return ScriptModule.of(
            "LoraLinear",
            """
            def forward(self, x: Tensor) -> Tensor:
              return (self.base_layer).forward(x)
            """,
            """
            def gradient(self, inputs: List[Tensor], upstream: Tensor) -> Tensor:
              torch.set_grad_enabled(True)
              x = torch.requires_grad_(torch.detach(inputs[0]), True)
              y = (self.base_layer).forward(x)
              found = torch.grad([torch.sum(torch.mul(y, upstream))], [x])
              torch.set_grad_enabled(False)
              return torch._unwrap_optional(found[0])
            """)
        .withChild(
            "base_layer",
            Layers.linear(
                TensorData.floats(weight, OUT, IN), TensorData.floats(normal(OUT, 2), OUT)));
  }

  static float[] forward(ScriptModule model) throws IOException {
    try (LoadedScript script = LoadedScript.load(model, Device.cpu());
        NDManager manager = script.newManager()) {
      return script.call(manager, "forward", input(manager)).toFloatArray();
    }
  }

  static float[] gradient(ScriptModule model) throws IOException {
    try (LoadedScript script = LoadedScript.load(model, Device.cpu());
        NDManager manager = script.newManager()) {
      NDArray upstream = manager.create(normal(ROWS * OUT, 4), new Shape(ROWS, OUT));
      return script
          .callWithGradients(manager, "gradient", List.of(input(manager)), upstream)
          .toFloatArray();
    }
  }

  private static NDArray input(NDManager manager) {
    return manager.create(normal(ROWS * IN, 3), new Shape(ROWS, IN));
  }
}
