package io.sparing.quant;

import ai.djl.Device;
import io.sparing.script.Attribute;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;

/**
 * Dynamic quantization of every linear layer: int8 weights with a scale a row, activations
 * quantized as they come, integer products by FBGEMM (Khudia et al., 2021, arXiv:2101.05615).
 * Weights are symmetric. Activations have 8 bits on processors with AVX-512 VNNI and 7 bits ({@code
 * reduce_range}) on others, where sums of 8-bit products could overflow.
 */
public final class Int8Dynamic implements NumberFormat {

  /** The name in sweep files and tables. */
  public static final String NAME = "int8";

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
        return ops.quantized.linear_dynamic(x, ready, %s)
      """;

  private final String forward;

  private Int8Dynamic(boolean reduceRange) {
    this.forward = FORWARD.formatted(reduceRange ? "True" : "False");
  }

  /** Returns the format with as many bits for activations as this processor sums exactly. */
  public static Int8Dynamic ofThisProcessor() {
    return ofActivationBits(activationBits());
  }

  /** Returns how many bits of an activation this processor sums exactly: 8 with VNNI, 7 without. */
  public static int activationBits() {
    return Processor.sumsBytesExactly() ? 8 : 7;
  }

  /** Returns the format with 7 or 8 bits for activations. */
  static Int8Dynamic ofActivationBits(int bits) {
    return new Int8Dynamic(bits == 7);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "linear layers in 8-bit integers, quantized after training (FBGEMM dynamic)";
  }

  @Override
  public FormatCost cost() {
    return FormatCost.ofLinearLayers(1, 1.8);
  }

  @Override
  public ScriptModule apply(ScriptModule model) {
    return model.map(
        (path, module) -> module.name().equals(Layers.LINEAR) ? quantize(module) : module);
  }

  @Override
  public void check(Device device) {
    if (device.isGpu()) {
      throw new UnsupportedFormatException(
          name(), "FBGEMM computes on CPUs only; int8-weight-only computes on GPUs too");
    }
    NumberFormat.super.check(device);
  }

  private ScriptModule quantize(ScriptModule linear) {
    return Int8Rows.quantize(linear, "Int8Linear", forward)
        .withAttribute(
            "packed", Attribute.none("__torch__.torch.classes.quantized.LinearPackedParamsBase"));
  }
}
