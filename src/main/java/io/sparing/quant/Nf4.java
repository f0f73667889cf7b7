package io.sparing.quant;

import io.sparing.script.Attribute;
import io.sparing.script.DataType;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Every linear layer's weights in 4-bit NormalFloat, blocks of 64, with double quantization
 * (Dettmers et al., 2023, arXiv:2305.14314): about 0.53 byte a weight. They are de-quantized each
 * time they are used; activations and biases stay as they are. Gradients flow to a layer's input.
 */
public final class Nf4 implements NumberFormat {

  /** The name in sweep files and tables. */
  public static final String NAME = "nf4";

  private static final String FORWARD =
      """
      def forward(self, x: Tensor) -> Tensor:
        return torch.linear(x, torch.type_as(self.dequantized(), x), self.bias)
      """;

  private static final String DEQUANTIZED =
      """
      def dequantized(self) -> Tensor:
        blocks = torch.size(self.absmax, 0)
        scales = torch.slice(torch.repeat_interleave(self.absmax_scale, 256), 0, 0, blocks)
        absmax = torch.mul(torch.take(self.absmax_code, torch.to(self.absmax, 4)), scales)
        absmax = torch.unsqueeze(torch.add(absmax, self.offset), 1)
        pairs = torch.embedding(self.pairs, torch.to(self.weight, 3))
        values = torch.flatten(torch.mul_(torch.view(pairs, [blocks, 64]), absmax))
        count = torch.mul(self.rows, self.columns)
        return torch.view(torch.slice(values, 0, 0, count), [self.rows, self.columns])
      """;

  private static final TensorData PAIRS = pairs();
  private static final TensorData ABSMAX_CODE = TensorData.floats(DynamicCode.values(), 256);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "linear layers in 4-bit NormalFloat with double quantization, de-quantized as used";
  }

  @Override
  public FormatCost cost() {
    return FormatCost.ofLinearLayers(0.53, 1);
  }

  @Override
  public Optional<String> quantizationConfig() {
    return Optional.of(
        "BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type=\"nf4\","
            + " bnb_4bit_use_double_quant=True)");
  }

  @Override
  public boolean trainedBeside() {
    return true;
  }

  @Override
  public ScriptModule apply(ScriptModule model) {
    return model.map(
        (path, module) -> module.name().equals(Layers.LINEAR) ? quantize(module) : module);
  }

  private static ScriptModule quantize(ScriptModule linear) {
    TensorData weight = linear.tensor("weight");
    Nf4Matrix matrix = Nf4Matrix.quantize(weight.toFloats());
    return ScriptModule.of("Nf4Linear", FORWARD, DEQUANTIZED)
        .withAttribute("rows", Attribute.integer(weight.size(0)))
        .withAttribute("columns", Attribute.integer(weight.size(1)))
        .withBuffer("weight", bytes(matrix.packed()))
        .withBuffer("absmax", bytes(matrix.absmaxCodes()))
        .withBuffer(
            "absmax_scale", TensorData.floats(matrix.absmaxScales(), matrix.absmaxScales().length))
        .withBuffer("offset", TensorData.floats(new float[] {matrix.offset()}))
        .withBuffer("absmax_code", ABSMAX_CODE)
        .withBuffer("pairs", PAIRS)
        .withBuffer(Layers.BIAS, Layers.bias(linear));
  }

  private static TensorData bytes(byte[] values) {
    return TensorData.of(DataType.UINT8, new long[] {values.length}, ByteBuffer.wrap(values));
  }

  /** Returns the two numbers that each byte stands for, [256, 2]. */
  private static TensorData pairs() {
    float[] pairs = new float[512];
    for (int pair = 0; pair < 256; pair++) {
      pairs[2 * pair] = Nf4Matrix.CODE.value(pair >> 4);
      pairs[2 * pair + 1] = Nf4Matrix.CODE.value(pair & 15);
    }
    return TensorData.floats(pairs, 256, 2);
  }
}
