package io.sparing.adapt;

import io.sparing.model.Sites;
import io.sparing.script.Lanes;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Learned vectors that scale keys, values and the inner activations of the feed-forward (Liu et
 * al., 2022, arXiv:2205.05638).
 */
public final class Ia3 implements Strategy {

  private static final String SCALE_OUTPUT =
      """
      def forward(self, x: Tensor) -> Tensor:
        return self.scaled((self.base_layer).forward(x))
      """;

  private static final String SCALE_INPUT =
      """
      def forward(self, x: Tensor) -> Tensor:
        return (self.base_layer).forward(self.scaled(x))
      """;

  private static final String SCALED =
      """
      def scaled(self, x: Tensor) -> Tensor:
        rows = torch.view(x, [torch.size(self.ia3_l, 0), -1, torch.size(x, -1)])
        return torch.view(torch.mul(rows, torch.unsqueeze(self.ia3_l, 1)), torch.size(x))
      """;

  @Override
  public String name() {
    return "ia3";
  }

  @Override
  public String description() {
    return "Vectors that scale keys, values and feed-forward activations, and the head, are"
        + " trained.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(5e-3);
  }

  @Override
  public Claims claims() {
    return Claims.adding("scales at the outputs and inputs of linear layers");
  }

  @Override
  public Set<Kept> keeps() {
    return Set.of(Kept.SCALED);
  }

  @Override
  public Sharing sharing() {
    return Sharing.alike();
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    int lanes = adaptation.lanes().size();
    Sites sites = adaptation.sites();
    ScriptModule attention =
        sites.replace(
            encoder,
            List.of("key", "value"),
            (path, linear) -> wrap(linear, "Ia3Output", SCALE_OUTPUT, 0, lanes));
    ScriptModule model =
        sites.replace(
            attention,
            List.of("output"),
            (path, linear) -> wrap(linear, "Ia3Input", SCALE_INPUT, 1, lanes));
    return model;
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    ScriptModule merged =
        trained.map(
            (path, module) ->
                switch (module.name()) {
                  case "Ia3Output" -> merge(module, lane, true);
                  case "Ia3Input" -> merge(module, lane, false);
                  default -> module;
                });
    return merged;
  }

  @Override
  public ScriptModule unmerged(ScriptModule trained, int lane) {
    return trained.map(
        (path, module) -> module.name().startsWith("Ia3") ? select(module, lane) : module);
  }

  private static ScriptModule select(ScriptModule scaled, int lane) {
    return scaled.withBuffer("ia3_l", Lanes.select(scaled.tensor("ia3_l"), lane));
  }

  private static ScriptModule wrap(
      ScriptModule linear, String name, String forward, int dimension, int lanes) {
    float[] ones = new float[lanes * Layers.weight(linear).size(dimension)];
    Arrays.fill(ones, 1);
    return ScriptModule.of(name, forward, SCALED)
        .withParameter("ia3_l", TensorData.floats(ones, lanes, ones.length / lanes))
        .withChild("base_layer", linear);
  }

  private static ScriptModule merge(ScriptModule scaled, int lane, boolean output) {
    ScriptModule base = scaled.at("base_layer");
    if (!base.name().equals(Layers.LINEAR)) { // another strategy of a stack keeps something there
      return select(scaled, lane);
    }
    TensorData weight = base.tensor("weight");
    int in = weight.size(1);
    float[] scale = Lanes.squeeze(scaled.tensor("ia3_l"), lane).toFloats();
    float[] merged = weight.toFloats();
    for (int i = 0; i < merged.length; i++) {
      merged[i] *= scale[output ? i / in : i % in];
    }
    float[] bias = Layers.bias(base).toFloats();
    for (int i = 0; output && i < bias.length; i++) {
      bias[i] *= scale[i];
    }
    return Layers.linear(
        TensorData.floats(merged, weight.shape()), TensorData.floats(bias, bias.length));
  }
}
