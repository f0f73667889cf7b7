package io.sparing.adapt;

import io.sparing.model.Lanes;
import io.sparing.model.Targets;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/** Low-rank adaptation of linear layers (Hu et al., 2021, arXiv:2106.09685). */
public final class Lora implements Strategy {

  private static final String FORWARD =
      """
      def forward(self, x: Tensor) -> Tensor:
        rows = torch.view(x, [torch.size(self.lora_A, 0), -1, torch.size(x, -1)])
        low = torch.mul(torch.bmm(rows, torch.transpose(self.lora_A, 1, 2)), self.scaling)
        y = (self.base_layer).forward(x)
        z = torch.view(y, [torch.size(self.lora_A, 0), -1, torch.size(y, -1)])
        w = torch.baddbmm(z, low, torch.transpose(self.lora_B, 1, 2))
        return torch.view(w, torch.size(y))
      """;

  @Override
  public String name() {
    return "lora";
  }

  @Override
  public String description() {
    return "Low-rank factors beside frozen linear layers, and the head, are trained.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.integer("lora_rank", 1, 8L, "rank of the two factors"),
        Parameter.number(
            "lora_alpha", 1e-6, 1e6, 16.0, "scale of the update; it is divided by lora_rank"),
        Parameter.texts(
            "target_modules",
            Targets.NAMES,
            List.of("query", "value"),
            "linear layers of every encoder layer that get factors"));
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(1e-3);
  }

  @Override
  public ScriptModule adapt(ScriptModule encoder, Adaptation adaptation) {
    List<Adaptation.Lane> lanes = adaptation.lanes();
    List<String> targets = adaptation.alikeIn(this, "target_modules").texts("target_modules");
    ScriptModule model =
        Targets.replace(
            encoder, adaptation.manifest(), targets, (path, linear) -> wrap(linear, path, lanes));
    return adaptation.withLinearHead(model);
  }

  @Override
  public ScriptModule deploy(ScriptModule trained, int lane) {
    ScriptModule merged =
        trained.map(
            (path, module) -> module.name().equals("LoraLinear") ? merge(module, lane) : module);
    return Strategy.super.deploy(merged, lane);
  }

  /**
   * The layer with {@code lora_A} [lanes, rank, in] from a uniform distribution as PEFT has it,
   * {@code lora_B} [lanes, out, rank] of zeros and {@code scaling} [lanes, 1, 1]. Ranks are padded
   * with zeros, which stay zero, to the largest.
   */
  private static ScriptModule wrap(ScriptModule linear, String path, List<Adaptation.Lane> lanes) {
    TensorData weight = linear.tensor("weight");
    int in = weight.size(1);
    int rank = lanes.stream().mapToInt(lane -> lane.integer("lora_rank")).max().orElseThrow();
    float[] a = new float[lanes.size() * rank * in];
    float[] scaling = new float[lanes.size()];
    double bound = 1 / Math.sqrt(in);
    for (int k = 0; k < lanes.size(); k++) {
      Adaptation.Lane lane = lanes.get(k);
      Random random = new Random(lane.seed() * 31 + path.hashCode());
      for (int i = 0; i < lane.integer("lora_rank") * in; i++) {
        a[k * rank * in + i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      scaling[k] = (float) (lane.number("lora_alpha") / lane.integer("lora_rank"));
    }
    return ScriptModule.of("LoraLinear", FORWARD)
        .withParameter("lora_A", TensorData.floats(a, lanes.size(), rank, in))
        .withParameter("lora_B", TensorData.zeros(lanes.size(), weight.size(0), rank))
        .withBuffer("scaling", TensorData.floats(scaling, lanes.size(), 1, 1))
        .withChild("base_layer", linear);
  }

  private static ScriptModule merge(ScriptModule lora, int lane) {
    ScriptModule base = lora.at("base_layer");
    TensorData weight = base.tensor("weight");
    TensorData aTensor = lora.tensor("lora_A");
    int out = weight.size(0);
    int in = weight.size(1);
    int rank = aTensor.size(1);
    float[] a = Lanes.squeeze(aTensor, lane).toFloats();
    float[] b = Lanes.squeeze(lora.tensor("lora_B"), lane).toFloats();
    float scaling = lora.tensor("scaling").toFloats()[lane];
    float[] merged = weight.toFloats();
    for (int o = 0; o < out; o++) {
      for (int r = 0; r < rank; r++) {
        float factor = scaling * b[o * rank + r];
        for (int i = 0; i < in; i++) {
          merged[o * in + i] += factor * a[r * in + i];
        }
      }
    }
    return Layers.linear(TensorData.floats(merged, out, in), base.tensor("bias"));
  }
}
