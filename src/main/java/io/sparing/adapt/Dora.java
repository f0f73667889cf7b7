package io.sparing.adapt;

import io.sparing.model.RowLengths;
import io.sparing.script.Lanes;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;

/**
 * Weight-decomposed low-rank adaptation (Liu et al., 2024, arXiv:2402.09353): a layer's weight with
 * its factors gives the directions of the rows, and their lengths are trained apart. As in PEFT, no
 * gradient flows through the length that a row is divided by.
 *
 * <p>A row's length is that of the frozen weight, as it is held while it trains, and {@code
 * lora_magnitude} [lanes, out] added to it, which starts from zero. PEFT trains the sum; the
 * gradients are the same, and in 16 bits a small change is not lost beside the length.
 */
final class Dora {

  /** The setting of strategies with factors. */
  static final Parameter USE =
      Parameter.bool("use_dora", false, "train the lengths of the weights' rows apart (DoRA)")
          .asBefore(false)
          .shownAs(ShortForm.wordUnless(false, "dora"));

  private static final String MODULE = "DoraLinear";
  private static final float SMALLEST = 1e-12f;

  private static final String FORWARD =
      """
      def forward(self, x: Tensor) -> Tensor:
        lanes = torch.size(self.lora_A, 0)
        y = (self.base_layer).forward(x)
        rows = torch.view(x, [lanes, -1, torch.size(x, -1)])
        low = torch.mul(torch.bmm(rows, torch.transpose(self.lora_A, 1, 2)), self.scaling)
        base = torch.reshape(y, [lanes, -1, torch.size(y, -1)])
        z = torch.baddbmm(base, low, torch.transpose(self.lora_B, 1, 2))
        w = torch.add(torch.mul(z, torch.type_as(self.lengthening(), z)), self.bias)
        return torch.view(w, torch.size(y))
      """;

  /** What each output is multiplied by [lanes, 1, out]. */
  private static final String LENGTHENING =
      """
      def lengthening(self) -> Tensor:
        weight = torch.to((self.base_layer).dequantized(), 6)
        a = torch.mul(torch.to(torch.detach(self.lora_A), 6), torch.to(self.scaling, 6))
        b = torch.to(torch.detach(self.lora_B), 6)
        length = torch.norm(torch.add(torch.bmm(b, a), weight), 2, [2])
        own = torch.add(self.lora_magnitude, torch.norm(weight, 2, [1]))
        return torch.unsqueeze(torch.div(own, torch.clamp_min(length, 1e-12)), 1)
      """;

  private static final String DEQUANTIZED =
      """
      def dequantized(self) -> Tensor:
        return self.weight
      """;

  private Dora() {}

  /**
   * An encoder with factors that {@link LowRank} gave, and lengths beside them where the trials ask
   * for them.
   *
   * @throws IllegalArgumentException if numbers of such a layer are trained by another strategy
   */
  static ScriptModule addTo(ScriptModule encoder, Adaptation adaptation) {
    return adaptation.first().flag(USE.name())
        ? encoder.map((path, module) -> LowRank.is(module) ? withLengths(module) : module)
        : encoder;
  }

  /** The base layer's bias is added at the end: it has no part in a row's length. */
  private static ScriptModule withLengths(ScriptModule lora) {
    ScriptModule base = lora.at("base_layer");
    if (!base.name().equals(Layers.LINEAR)) {
      throw new IllegalArgumentException(
          "Invalid use_dora: true; another strategy of the stack trains numbers of the linear"
              + " layers whose lengths it would train");
    }
    TensorData bias = base.tensor(Layers.BIAS);
    int out = bias.size(0);
    ScriptModule unbiased =
        Layers.linear(base.tensor("weight"), TensorData.zeros(out)).with(DEQUANTIZED);
    return lora.as(MODULE, FORWARD, LENGTHENING)
        .withParameter("lora_magnitude", TensorData.zeros(lora.tensor("lora_A").size(0), out))
        .withBuffer(Layers.BIAS, bias)
        .withChild("base_layer", unbiased);
  }

  /** A model in which one lane's factors and lengths are merged into the weights. */
  static ScriptModule merge(ScriptModule model, int lane) {
    return model.map(
        (path, module) -> module.name().equals(MODULE) ? mergeLayer(module, lane) : module);
  }

  /** A model in which factors and lengths are those of one lane alone, beside the weights. */
  static ScriptModule select(ScriptModule model, int lane) {
    return model.map(
        (path, module) ->
            module.name().equals(MODULE)
                ? LowRank.selectLayer(module, lane)
                    .withBuffer(
                        "lora_magnitude", Lanes.select(module.tensor("lora_magnitude"), lane))
                : module);
  }

  private static ScriptModule mergeLayer(ScriptModule dora, int lane) {
    TensorData directions = LowRank.mergeLayer(dora, lane).tensor("weight");
    float[] lengths = RowLengths.of(directions);
    float[] trained = RowLengths.of(dora.at("base_layer").tensor("weight"));
    float[] added = Lanes.squeeze(dora.tensor("lora_magnitude"), lane).toFloats();
    float[] merged = directions.toFloats();
    int in = directions.size(1);
    for (int i = 0; i < merged.length; i++) {
      int row = i / in;
      merged[i] *= (trained[row] + added[row]) / Math.max(SMALLEST, lengths[row]);
    }
    return Layers.linear(TensorData.floats(merged, directions.shape()), dora.tensor(Layers.BIAS));
  }
}
