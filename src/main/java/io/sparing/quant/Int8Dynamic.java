package io.sparing.quant;

import io.sparing.script.Attribute;
import io.sparing.script.DataType;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.nio.ByteBuffer;

/**
 * Dynamic quantization of every linear layer: int8 weights with a scale a row, activations
 * quantized as they come, integer products by FBGEMM (Khudia et al., 2021, arXiv:2101.05615).
 * Weights are symmetric, activations of 7 bits ({@code reduce_range}), as PyTorch has it for
 * FBGEMM, so that sums cannot overflow on processors without VNNI.
 */
public final class Int8Dynamic implements NumberFormat {

  private static final String FORWARD =
      """
      def forward(self, x: Tensor) -> Tensor:
        packed = self.packed
        if torch.__is__(packed, None):
          zeros = torch.zeros([torch.size(self.scale, 0)], dtype=4)
          w = torch._make_per_channel_quantized_tensor(self.weight, self.scale, zeros, 0)
          ready = ops.quantized.linear_prepack(w, self.bias)
          self.packed = ready
          self.weight = torch.empty([0], dtype=1)
        else:
          ready = unchecked_cast(__torch__.torch.classes.quantized.LinearPackedParamsBase, packed)
        return ops.quantized.linear_dynamic(x, ready, True)
      """;

  @Override
  public String name() {
    return "int8";
  }

  @Override
  public String description() {
    return "linear layers in 8-bit integers, quantized after training (FBGEMM dynamic)";
  }

  @Override
  public ScriptModule apply(ScriptModule model) {
    return model.map(
        (path, module) -> module.name().equals(Layers.LINEAR) ? quantize(module) : module);
  }

  private static ScriptModule quantize(ScriptModule linear) {
    TensorData weight = linear.tensor("weight");
    int out = weight.size(0);
    int in = weight.size(1);
    float[] values = weight.toFloats();
    byte[] quantized = new byte[values.length];
    float[] scales = new float[out];
    for (int row = 0; row < out; row++) {
      scales[row] = quantizeRow(values, row * in, in, quantized);
    }
    return ScriptModule.of("Int8Linear", FORWARD)
        .withBuffer(
            "weight",
            TensorData.of(DataType.INT8, new long[] {out, in}, ByteBuffer.wrap(quantized)))
        .withBuffer("scale", TensorData.floats(scales, out))
        .withBuffer("bias", linear.tensor("bias"))
        .withAttribute(
            "packed", Attribute.none("__torch__.torch.classes.quantized.LinearPackedParamsBase"));
  }

  private static float quantizeRow(float[] values, int from, int count, byte[] quantized) {
    float largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    float scale = Math.max(largest, 1e-12f) / 127;
    for (int i = from; i < from + count; i++) {
      quantized[i] = (byte) Math.round(values[i] / scale);
    }
    return scale;
  }
}
