package io.sparing.adapt;

import io.sparing.script.Lanes;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.Arrays;
import java.util.List;

/**
 * A linear layer with scaled random factors beside it: {@code vera_A} [rank, in] and {@code vera_B}
 * [out, rank], frozen, {@code vera_lambda_d} [lanes, rank] and {@code vera_lambda_b} [lanes, out]
 * around the {@code base_layer}.
 */
final class VeraLinear {

  private static final String MODULE = "VeraLinear";

  private static final String FORWARD =
      """
      def forward(self, x: Tensor) -> Tensor:
        return self.beside(x, (self.base_layer).forward(x))
      """;

  private static final String BESIDE =
      """
      def beside(self, x: Tensor, y: Tensor) -> Tensor:
        rows = torch.view(x, [torch.size(self.vera_lambda_d, 0), -1, torch.size(x, -1)])
        low = torch.mul(torch.linear(rows, self.vera_A), torch.unsqueeze(self.vera_lambda_d, 1))
        wide = torch.mul(torch.linear(low, self.vera_B), torch.unsqueeze(self.vera_lambda_b, 1))
        return torch.add(y, torch.view(wide, torch.size(y)))
      """;

  private VeraLinear() {}

  /**
   * An encoder with factors at every targeted layer: {@code vera_lambda_d} of {@code d_initial},
   * {@code vera_lambda_b} of zeros, so that training starts from the pretrained model.
   */
  static ScriptModule wrap(ScriptModule encoder, Adaptation adaptation) {
    Adaptation.Lane first = adaptation.first();
    List<String> targets = first.texts(LowRank.TARGETS.name());
    List<TensorData> weights =
        adaptation.sites().linear(targets).stream()
            .map(path -> Layers.weight(encoder.at(path)))
            .toList();
    RandomFactors factors =
        new RandomFactors(first.integer(Vera.RANK.name()), weights, first.integer(Vera.KEY.name()));
    return adaptation
        .sites()
        .replace(encoder, targets, (path, linear) -> wrap(linear, factors, adaptation.lanes()));
  }

  private static ScriptModule wrap(
      ScriptModule linear, RandomFactors factors, List<Adaptation.Lane> lanes) {
    TensorData weight = Layers.weight(linear);
    TensorData right = factors.right(weight.size(1));
    int rank = right.size(0);
    float[] d = new float[lanes.size() * rank];
    for (int k = 0; k < lanes.size(); k++) {
      float initial = (float) lanes.get(k).number(Vera.INITIAL.name());
      Arrays.fill(d, k * rank, (k + 1) * rank, initial);
    }
    return ScriptModule.of(MODULE, FORWARD, BESIDE)
        .withParameter("vera_lambda_d", TensorData.floats(d, lanes.size(), rank))
        .withParameter("vera_lambda_b", TensorData.zeros(lanes.size(), weight.size(0)))
        .withBuffer("vera_A", right)
        .withBuffer("vera_B", factors.left(weight.size(0)))
        .withChild("base_layer", linear);
  }

  /** A model in which one lane's updates are added to the weights they are beside. */
  static ScriptModule merge(ScriptModule model, int lane) {
    return LowRank.merge(
        model.map((path, module) -> module.name().equals(MODULE) ? factors(module, lane) : module),
        0);
  }

  /** One lane as two factors, each scaled by its vector. */
  private static ScriptModule factors(ScriptModule layer, int lane) {
    TensorData right = layer.tensor("vera_A");
    TensorData left = layer.tensor("vera_B");
    float[] d = Lanes.squeeze(layer.tensor("vera_lambda_d"), lane).toFloats();
    float[] out = Lanes.squeeze(layer.tensor("vera_lambda_b"), lane).toFloats();
    return LowRank.layer(
        rowsScaled(right, d),
        rowsScaled(left, out),
        TensorData.floats(new float[] {1}, 1, 1, 1),
        layer.at("base_layer"));
  }

  /** A matrix as [1, rows, columns], each row multiplied by its number. */
  private static TensorData rowsScaled(TensorData matrix, float[] scales) {
    int columns = matrix.size(1);
    float[] values = matrix.toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] *= scales[i / columns];
    }
    return TensorData.floats(values, 1, matrix.size(0), columns);
  }
}
