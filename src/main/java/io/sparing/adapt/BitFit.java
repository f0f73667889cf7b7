package io.sparing.adapt;

import io.sparing.script.Lanes;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.List;
import java.util.OptionalDouble;

/** Only biases and the head are trained (Ben Zaken et al., 2021, arXiv:2106.10199). */
public final class BitFit implements Strategy {

  private static final String LINEAR =
      """
      def forward(self, x: Tensor) -> Tensor:
        lanes = torch.size(self.bias, 0)
        if torch.eq(lanes, 1):
          y = torch.linear(x, self.weight, torch.squeeze(self.bias, 0))
        else:
          z = torch.view(torch.linear(x, self.weight), [lanes, -1, torch.size(self.bias, 1)])
          w = torch.add(z, torch.unsqueeze(self.bias, 1))
          y = torch.view(w, [torch.size(x, 0), torch.size(x, 1), -1])
        return y
      """;

  private static final String LAYER_NORM =
      """
      def forward(self, x: Tensor) -> Tensor:
        lanes = torch.size(self.bias, 0)
        width = torch.size(x, -1)
        if torch.eq(lanes, 1):
          bias = torch.squeeze(self.bias, 0)
          y = torch.layer_norm(x, [width], self.weight, bias, self.epsilon)
        else:
          z = torch.layer_norm(x, [width], self.weight, None, self.epsilon)
          w = torch.add(torch.view(z, [lanes, -1, width]), torch.unsqueeze(self.bias, 1))
          y = torch.view(w, torch.size(x))
        return y
      """;

  private static final String BIAS_NORM = "Bias" + Layers.LAYER_NORM;

  @Override
  public String name() {
    return "bitfit";
  }

  @Override
  public String description() {
    return "Only the biases and the head are trained.";
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
    return Claims.training(Site.LINEAR_BIASES, Site.NORM_BIASES);
  }

  @Override
  public Sharing sharing() {
    return Sharing.alike();
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    int lanes = adaptation.lanes().size();
    ScriptModule biased =
        encoder.map(
            (path, module) ->
                switch (module.name()) {
                  case Layers.LINEAR -> trainBias(module, "BiasLinear", LINEAR, lanes);
                  case Layers.LAYER_NORM -> trainBias(module, BIAS_NORM, LAYER_NORM, lanes);
                  default -> module;
                });
    return biased;
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    ScriptModule plain =
        trained.map(
            (path, module) ->
                switch (module.name()) {
                  case "BiasLinear" -> Layers.linear(module.tensor("weight"), bias(module, lane));
                  case BIAS_NORM ->
                      Layers.layerNorm(
                          module.tensor("weight"), bias(module, lane), Layers.epsilon(module));
                  default -> module;
                });
    return plain;
  }

  private static ScriptModule trainBias(
      ScriptModule module, String name, String forward, int lanes) {
    return module
        .as(name, forward)
        .withParameter(Layers.BIAS, Lanes.repeat(Layers.bias(module), lanes));
  }

  private static TensorData bias(ScriptModule module, int lane) {
    return Lanes.squeeze(Layers.bias(module), lane);
  }
}
