package io.sparing.adapt;

import io.sparing.script.Lanes;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Only the layer norms, their weights and biases, and the head are trained (Zhao et al., 2023,
 * arXiv:2312.11420).
 */
public final class LnTuning implements Strategy {

  private static final String MODULE = "LaneNorm";

  private static final String FORWARD =
      """
      def forward(self, x: Tensor) -> Tensor:
        lanes = torch.size(self.bias, 0)
        width = torch.size(x, -1)
        if torch.eq(lanes, 1):
          weight = torch.squeeze(self.weight, 0)
          bias = torch.squeeze(self.bias, 0)
          y = torch.layer_norm(x, [width], weight, bias, self.epsilon)
        else:
          z = torch.layer_norm(x, [width], None, None, self.epsilon)
          scaled = torch.mul(torch.view(z, [lanes, -1, width]), torch.unsqueeze(self.weight, 1))
          y = torch.view(torch.add(scaled, torch.unsqueeze(self.bias, 1)), torch.size(x))
        return y
      """;

  @Override
  public String name() {
    return "ln-tuning";
  }

  @Override
  public String description() {
    return "Only the layer norms and the head are trained.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(1e-3);
  }

  @Override
  public Claims claims() {
    return Claims.training(Site.NORM_WEIGHTS, Site.NORM_BIASES);
  }

  @Override
  public Sharing sharing() {
    return Sharing.alike();
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    int lanes = adaptation.lanes().size();
    return encoder.map(
        (path, module) ->
            module.name().equals(Layers.LAYER_NORM)
                ? module
                    .as(MODULE, FORWARD)
                    .withParameter("weight", Lanes.repeat(module.tensor("weight"), lanes))
                    .withParameter(Layers.BIAS, Lanes.repeat(Layers.bias(module), lanes))
                : module);
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    return trained.map(
        (path, module) ->
            module.name().equals(MODULE)
                ? Layers.layerNorm(
                    Lanes.squeeze(module.tensor("weight"), lane),
                    Lanes.squeeze(module.tensor(Layers.BIAS), lane),
                    Layers.epsilon(module))
                : module);
  }
}
