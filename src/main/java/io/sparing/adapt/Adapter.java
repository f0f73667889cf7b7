package io.sparing.adapt;

import io.sparing.model.Sites;
import io.sparing.script.Lanes;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/**
 * Bottleneck adapters: after the feed-forward of every layer (Pfeiffer et al., 2020,
 * arXiv:2005.00247) or after the attention too (Houlsby et al., 2019, arXiv:1902.00751). Houlsby's
 * takes what its sublayer gives; Pfeiffer's takes the normed sum of that and the residual, as in
 * AdapterHub, and is added to what the sublayer gives, which is then normed again.
 */
public final class Adapter implements Strategy {

  private static final String AFTER_LINEAR =
      """
      def forward(self, x: Tensor) -> Tensor:
        y = (self.base_layer).forward(x)
        return torch.add(y, (self.up).forward(torch.relu((self.down).forward(y))))
      """;

  private static final String AFTER_NORM =
      """
      def forward(self, x: Tensor, residual: Tensor) -> Tensor:
        y = (self.%1$s).forward(x)
        normed = (self.%2$s).forward(torch.add(y, residual))
        z = torch.add(y, (self.up).forward(torch.relu((self.down).forward(normed))))
        return (self.%2$s).forward(torch.add(z, residual))
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
                "reduction_factor",
                1,
                100_000,
                16L,
                "the model's width divided by the bottleneck's")
            .shownAs(ShortForm.after("÷")),
        Parameter.text(
                "adapter_placement",
                List.of("pfeiffer", "houlsby"),
                "pfeiffer",
                "after the feed-forward, or after the attention too")
            .shownAs(ShortForm.value()));
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(1e-3);
  }

  @Override
  public Claims claims() {
    return Claims.adding("bottlenecks after the sublayers");
  }

  @Override
  public Set<Kept> keeps() {
    return Set.of(Kept.FACTORS);
  }

  @Override
  public Sharing sharing() {
    return Sharing.alike("adapter_placement");
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    List<Adaptation.Lane> lanes = adaptation.lanes();
    String placement = adaptation.first().text("adapter_placement");
    ScriptModule model =
        placement.equals("houlsby")
            ? adaptation
                .sites()
                .replace(
                    encoder,
                    List.of("attention_output", "output"),
                    (path, linear) -> afterLinear(linear, path, lanes))
            : pfeiffer(encoder, adaptation);
    return model;
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    ScriptModule one =
        trained.map(
            (path, module) ->
                module.name().startsWith("Adapter")
                    ? module
                        .replace("down", linear -> Lanes.selectLinear(linear, lane))
                        .replace("up", linear -> Lanes.selectLinear(linear, lane))
                    : module);
    return one;
  }

  private static ScriptModule pfeiffer(ScriptModule encoder, Adaptation adaptation) {
    ScriptModule model = encoder;
    for (Sites.Residual site : adaptation.sites().residuals("output")) {
      String forward = AFTER_NORM.formatted(site.linear(), site.norm());
      model =
          model.replace(
              site.path(),
              output ->
                  withBottleneck(
                      output.as("AdapterOutput", forward),
                      output.at(site.linear()),
                      site.path() + "." + site.linear(),
                      adaptation.lanes()));
    }
    return model;
  }

  private static ScriptModule afterLinear(
      ScriptModule linear, String path, List<Adaptation.Lane> lanes) {
    ScriptModule wrapped =
        ScriptModule.of("AdapterLinear", AFTER_LINEAR).withChild("base_layer", linear);
    return withBottleneck(wrapped, linear, path, lanes);
  }

  /**
   * Returns the module with {@code down} [lanes, bottleneck, width] from a normal distribution of
   * deviation 0.02 and {@code up} [lanes, width, bottleneck] of zeros, so that training starts from
   * the pretrained model. Bottlenecks are padded with zeros, which stay zero, to the largest.
   */
  private static ScriptModule withBottleneck(
      ScriptModule to, ScriptModule linear, String path, List<Adaptation.Lane> lanes) {
    int width = Layers.weight(linear).size(0);
    int largest = lanes.stream().mapToInt(lane -> bottleneck(lane, width)).max().orElseThrow();
    float[] down = new float[lanes.size() * largest * width];
    for (int k = 0; k < lanes.size(); k++) {
      Random random = new Random(lanes.get(k).seed() * 31 + path.hashCode());
      for (int i = 0; i < bottleneck(lanes.get(k), width) * width; i++) {
        down[k * largest * width + i] = (float) (random.nextGaussian() * 0.02);
      }
    }
    return to.withChild(
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
