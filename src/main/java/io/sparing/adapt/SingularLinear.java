package io.sparing.adapt;

import io.sparing.script.Attribute;
import io.sparing.script.Lanes;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A linear layer with an update P Λ Q beside it: {@code lora_B} [lanes, out, rank], {@code lora_E}
 * [lanes, rank, 1] and {@code lora_A} [lanes, rank, in]. It notes how much each rank matters.
 */
final class SingularLinear {

  private static final String MODULE = "SingularLinear";
  private static final String VALUES = ".lora_E";

  private static final String FORWARD =
      """
      def forward(self, x: Tensor) -> Tensor:
        rows = torch.view(x, [torch.size(self.lora_A, 0), -1, torch.size(x, -1)])
        right = torch.mul(torch.mul(self.lora_A, self.lora_E), self.scaling)
        low = torch.bmm(rows, torch.transpose(right, 1, 2))
        y = (self.base_layer).forward(x)
        z = torch.view(y, [torch.size(self.lora_A, 0), -1, torch.size(y, -1)])
        w = torch.baddbmm(z, low, torch.transpose(self.lora_B, 1, 2))
        return torch.view(w, torch.size(y))
      """;

  /**
   * The score of a rank: the importance of its value and the means of those of its vectors. It is
   * noted last, after the sensitivity and uncertainty of A, B and E. Notes are fp32, as gradients
   * are, whatever the model computes in: they are products of small numbers.
   */
  private static final String ADJUST =
      """
      def adjust(self, gradients: List[Tensor], step: int, steps: int) -> None:
        if torch.eq(torch.len(self.notes), 0):
          for i in range(3):
            torch.append(self.notes, torch.zeros_like(gradients[i]))
            torch.append(self.notes, torch.zeros_like(gradients[i]))
          torch.append(self.notes, torch.zeros_like(torch.squeeze(gradients[2], 2)))
        of_a = self.weigh(self.lora_A, gradients[0], self.notes[0], self.notes[1])
        of_b = self.weigh(self.lora_B, gradients[1], self.notes[2], self.notes[3])
        of_e = self.weigh(self.lora_E, gradients[2], self.notes[4], self.notes[5])
        vectors = torch.add(torch.mean(of_a, [2]), torch.mean(of_b, [1]))
        torch.copy_(self.notes[6], torch.add(vectors, torch.squeeze(of_e, 2)))
        return None
      """;

  /** The scores [lanes, rank]; those of padding are below all others. */
  private static final String IMPORTANCE =
      """
      def importance(self) -> Tensor:
        return torch.add(self.notes[6], torch.sub(self.real, 1.))
      """;

  /** The importance of numbers: smoothed sensitivity times smoothed uncertainty. */
  private static final String WEIGH =
      """
      def weigh(self, x: Tensor, gradient: Tensor, sensitivity: Tensor, uncertainty: Tensor) -> Tensor:
        now = torch.abs(torch.mul(x, gradient))
        torch.add_(torch.mul_(sensitivity, 0.85), now, alpha=0.15)
        spread = torch.abs(torch.sub(now, sensitivity))
        torch.add_(torch.mul_(uncertainty, 0.85), spread, alpha=0.15)
        return torch.mul(sensitivity, uncertainty)
      """;

  /** The distance of the vectors from orthonormal ones [lanes]. */
  private static final String SKEW =
      """
      def skew(self) -> Tensor:
        unit = torch.diag_embed(self.real)
        right = torch.bmm(self.lora_A, torch.transpose(self.lora_A, 1, 2))
        left = torch.bmm(torch.transpose(self.lora_B, 1, 2), self.lora_B)
        one = torch.norm(torch.sub(right, unit), 2, [1, 2])
        other = torch.norm(torch.sub(left, unit), 2, [1, 2])
        return torch.mul(torch.add(one, other), 0.5)
      """;

  private SingularLinear() {}

  /**
   * Vectors from a normal distribution of deviation 0.02 and values of zero, so that training
   * starts from the pretrained model. Ranks are padded with zeros, which stay zero.
   */
  static ScriptModule wrap(ScriptModule linear, String path, List<Adaptation.Lane> lanes) {
    TensorData weight = Layers.weight(linear);
    int out = weight.size(0);
    int in = weight.size(1);
    int[] ranks = lanes.stream().mapToInt(lane -> lane.integer("init_r")).toArray();
    int rank = Arrays.stream(ranks).max().orElseThrow();
    int count = ranks.length;
    float[] a = new float[count * rank * in];
    float[] b = new float[count * out * rank];
    float[] scaling = new float[count];
    float[] real = new float[count * rank];
    for (int k = 0; k < count; k++) {
      Random random = new Random(lanes.get(k).seed() * 31 + path.hashCode());
      for (int i = 0; i < ranks[k] * in; i++) {
        a[k * rank * in + i] = (float) (random.nextGaussian() * 0.02);
      }
      for (int i = 0; i < ranks[k] * out; i++) {
        b[(k * out + i / ranks[k]) * rank + i % ranks[k]] = (float) (random.nextGaussian() * 0.02);
      }
      Arrays.fill(real, k * rank, k * rank + ranks[k], 1);
      scaling[k] = (float) (lanes.get(k).number("lora_alpha") / ranks[k]);
    }
    return ScriptModule.of(MODULE, FORWARD, ADJUST, WEIGH, IMPORTANCE, SKEW)
        .withParameter("lora_A", TensorData.floats(a, count, rank, in))
        .withParameter("lora_B", TensorData.floats(b, count, out, rank))
        .withParameter("lora_E", TensorData.zeros(count, rank, 1))
        .withBuffer("scaling", TensorData.floats(scaling, count, 1, 1))
        .withBuffer("real", TensorData.floats(real, count, rank))
        .withBuffer("kept", TensorData.floats(real, count, rank))
        .withAttribute("notes", Attribute.tensors())
        .withChild("base_layer", linear);
  }

  /** Returns where such layers are in a model: dotted paths. */
  static List<String> paths(ScriptModule model) {
    return model.allParameters().keySet().stream()
        .filter(path -> path.endsWith(VALUES))
        .map(path -> path.substring(0, path.length() - VALUES.length()))
        .toList();
  }

  /** Returns a model in which one lane's updates are added to the weights they are beside. */
  static ScriptModule merge(ScriptModule model, int lane) {
    return LowRank.merge(
        model.map((path, module) -> module.name().equals(MODULE) ? factors(module, lane) : module),
        0);
  }

  /** Returns one lane as two factors, the values multiplied into the right one. */
  private static ScriptModule factors(ScriptModule layer, int lane) {
    TensorData right = Lanes.select(layer.tensor("lora_A"), lane);
    float[] values = Lanes.squeeze(layer.tensor("lora_E"), lane).toFloats();
    float[] a = right.toFloats();
    for (int i = 0; i < a.length; i++) {
      a[i] *= values[i / right.size(2)];
    }
    return LowRank.layer(
        TensorData.floats(a, right.shape()),
        Lanes.select(layer.tensor("lora_B"), lane),
        Lanes.select(layer.tensor("scaling"), lane),
        layer.at("base_layer"));
  }
}
