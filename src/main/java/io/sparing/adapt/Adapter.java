package io.sparing.adapt;

import io.sparing.model.Lanes;
import io.sparing.model.Targets;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Bottleneck adapters: after the feed-forward of every layer (Pfeiffer et al., 2020,
 * arXiv:2005.00247) or after the attention too (Houlsby et al., 2019, arXiv:1902.00751).
 */
public final class Adapter implements Strategy {

  private static final String FORWARD =
      """
      def forward(self, x: Tensor) -> Tensor:
        y = (self.base_layer).forward(x)
        return torch.add(y, (self.up).forward(torch.relu((self.down).forward(y))))
      """;

  @Override
  public String name() {
    return "adapter";
  }

  @Override
  public String description() {
    return "A bottleneck after frozen sublayers, and the head, are trained.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.integer(
            "reduction_factor", 1, 16L, "the model's width divided by the bottleneck's"),
        Parameter.text(
            "adapter_placement",
            List.of("pfeiffer", "houlsby"),
            "pfeiffer",
            "after the feed-forward, or after the attention too"));
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(1e-3);
  }

  @Override
  public ScriptModule adapt(ScriptModule encoder, Adaptation adaptation) {
    List<Adaptation.Lane> lanes = adaptation.lanes();
    String placement = adaptation.alikeIn(this, "adapter_placement").text("adapter_placement");
    List<String> targets =
        placement.equals("houlsby") ? List.of("attention_output", "output") : List.of("output");
    ScriptModule model =
        Targets.replace(
            encoder, adaptation.manifest(), targets, (path, linear) -> wrap(linear, path, lanes));
    return adaptation.withLinearHead(model);
  }

  @Override
  public ScriptModule deploy(ScriptModule trained, int lane) {
    ScriptModule one =
        trained.map(
            (path, module) ->
                module.name().equals("AdapterLinear")
                    ? module
                        .replace("down", linear -> Lanes.selectLinear(linear, lane))
                        .replace("up", linear -> Lanes.selectLinear(linear, lane))
                    : module);
    return Strategy.super.deploy(one, lane);
  }

  /**
   * The layer followed by {@code down} [lanes, bottleneck, width] from a normal distribution of
   * deviation 0.02 and {@code up} [lanes, width, bottleneck] of zeros, so that training starts from
   * the pretrained model. Bottlenecks are padded with zeros, which stay zero, to the largest.
   */
  private static ScriptModule wrap(ScriptModule linear, String path, List<Adaptation.Lane> lanes) {
    int width = linear.tensor("weight").size(0);
    int largest = lanes.stream().mapToInt(lane -> bottleneck(lane, width)).max().orElseThrow();
    float[] down = new float[lanes.size() * largest * width];
    for (int k = 0; k < lanes.size(); k++) {
      Random random = new Random(lanes.get(k).seed() * 31 + path.hashCode());
      for (int i = 0; i < bottleneck(lanes.get(k), width) * width; i++) {
        down[k * largest * width + i] = (float) (random.nextGaussian() * 0.02);
      }
    }
    return ScriptModule.of("AdapterLinear", FORWARD)
        .withChild("base_layer", linear)
        .withChild(
            "down",
            Layers.laneLinear(
                TensorData.floats(down, lanes.size(), largest, width),
                TensorData.zeros(lanes.size(), largest)))
        .withChild(
            "up",
            Layers.laneLinear(
                TensorData.zeros(lanes.size(), width, largest),
                TensorData.zeros(lanes.size(), width)));
  }

  private static int bottleneck(Adaptation.Lane lane, int width) {
    return Math.max(1, width / lane.integer("reduction_factor"));
  }
}
