package io.sparing.quant;

import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;

/**
 * Every linear layer's weights as 8-bit integers with a scale a row, de-quantized each time they
 * are used; activations and biases stay as they are. Gradients flow to a layer's input.
 */
public final class Int8WeightOnly implements NumberFormat {

  private static final String FORWARD =
      """
      def forward(self, x: Tensor) -> Tensor:
        return torch.linear(x, torch.type_as(self.dequantized(), x), self.bias)
      """;

  private static final String DEQUANTIZED =
      """
      def dequantized(self) -> Tensor:
        return torch.mul(self.weight, torch.unsqueeze(self.scale, 1))
      """;

  @Override
  public String name() {
    return "int8-weight-only";
  }

  @Override
  public String description() {
    return "linear layers' weights in 8-bit integers with a scale a row, de-quantized as used";
  }

  @Override
  public FormatCost cost() {
    return FormatCost.ofLinearLayers(1, 1);
  }

  @Override
  public boolean trainedBeside() {
    return true;
  }

  @Override
  public ScriptModule apply(ScriptModule model) {
    return model.map(
        (path, module) ->
            module.name().equals(Layers.LINEAR)
                ? Int8Rows.quantize(module, "Int8WeightLinear", FORWARD).with(DEQUANTIZED)
                : module);
  }
}
