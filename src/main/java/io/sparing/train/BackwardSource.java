package io.sparing.train;

import io.sparing.script.Paths;
import io.sparing.script.ScriptModule;
import java.util.List;

/**
 * The way back as TorchScript: {@code backward(inputs, targets, shares, found)} appends the scaled
 * gradients of what still moves, in the order of {@code leaves()}, and returns the loss [lanes].
 *
 * <p>With checkpointing (Chen et al., 2016, arXiv:1604.06174) only the input of every layer is kept
 * on the way forward; each layer is computed anew, from the last to the first, when the way back
 * reaches it. TorchScript allows no functions of one's own in its graph of gradients, so the way
 * back is written out. For this the model's root must have {@code start(inputs)}, {@code bias(x,
 * inputs)} and {@code finish(x, inputs)}, whose parameters lie where the {@link Layout} says that a
 * model starts (start) and outside its layers (finish); a layer is {@code forward(x, bias)}.
 */
final class BackwardSource {

  private static final String PLAIN =
      """
      def backward(self, inputs: List[Tensor], targets: Tensor, shares: Tensor, found: List[Tensor]) -> Tensor:
        loss = self.reduce(self.losses(inputs, targets), shares)
        gradients = torch.grad([self.scaled(loss)], self.moving(self.leaves()))
        for i in range(torch.len(gradients)):
          torch.append(found, torch.contiguous(torch._unwrap_optional(gradients[i])))
        return torch.detach(loss)
      """;

  /** Computes, from the gradient of y, those of some parameters, which are noted, and that of x. */
  private static final String PULL =
      """
      def pull(self, y: Tensor, gradient: Tensor, x: Tensor, parameters: List[Tensor], found: List[Tensor]) -> Tensor:
        moving = self.moving(parameters)
        gradients = torch.grad([y], torch.add([x], moving), annotate(List[Optional[Tensor]], [gradient]))
        for i in range(torch.len(moving)):
          torch.append(found, torch.contiguous(torch._unwrap_optional(gradients[torch.add(i, 1)])))
        return torch._unwrap_optional(gradients[0])
      """;

  /** As {@link #PULL}, for layers whose bias is learned: adds its gradient to {@code of_bias}. */
  private static final String PULL_BIAS =
      """
      def pull_bias(self, y: Tensor, gradient: Tensor, x: Tensor, bias: Tensor, of_bias: Tensor, parameters: List[Tensor], found: List[Tensor]) -> Tensor:
        moving = self.moving(parameters)
        gradients = torch.grad([y], torch.add([x, bias], moving), annotate(List[Optional[Tensor]], [gradient]))
        torch.add_(of_bias, torch._unwrap_optional(gradients[1]))
        for i in range(torch.len(moving)):
          torch.append(found, torch.contiguous(torch._unwrap_optional(gradients[torch.add(i, 2)])))
        return torch._unwrap_optional(gradients[0])
      """;

  private static final String SIGNATURE =
      "def backward(self, inputs: List[Tensor], targets: Tensor, shares: Tensor,"
          + " found: List[Tensor]) -> Tensor:\n";

  private BackwardSource() {}

  /** Adds the way back that keeps everything. */
  static ScriptModule plain(ScriptModule module) {
    return module.with(PLAIN);
  }

  /**
   * Adds the way back that computes layers anew.
   *
   * @throws IllegalArgumentException if the model cannot be taken apart
   */
  static ScriptModule checkpointed(
      ScriptModule module, ScriptModule model, ParameterGroups groups, Layout layout) {
    if (model.defines("losses")) {
      throw new IllegalArgumentException(
          "Cannot checkpoint gradients: the model has a loss of its own");
    }
    if (!model.defines("start") || groups.layers().isEmpty()) {
      throw new IllegalArgumentException("Cannot checkpoint gradients: the model has no layers");
    }
    List<String> layerPaths = layout.layersOf(model);
    int layers = layerPaths.size();
    boolean biased = layout.trainsBiases(model);
    ScriptModule result =
        module.with(
            PULL,
            Paths.list("top", groups.top()),
            Paths.list("below_0", groups.start()),
            forwardAndBack(layerPaths, biased));
    result = biased ? result.with(PULL_BIAS) : result;
    for (int layer = 0; layer < layers; layer++) {
      result =
          result.with(
              Paths.list("layer_" + layer, groups.layers().get(layer)),
              "def below_%s(self) -> List[Tensor]:\n  return torch.add(self.layer_%s(), self.below_%s())\n"
                  .formatted(layer + 1, layer, layer));
    }
    return result;
  }

  private static String forwardAndBack(List<String> paths, boolean biased) {
    int layers = paths.size();
    StringBuilder source = new StringBuilder(SIGNATURE);
    source.append(
        """
          torch.set_grad_enabled(False)
          x0 = (self.model).start(inputs)
          bias = (self.model).bias(x0, inputs)
        """);
    for (int layer = 0; layer < layers; layer++) {
      source.append("  x%s = %s\n".formatted(layer + 1, forward(paths.get(layer), "x" + layer)));
    }
    source.append(
        """
          torch.set_grad_enabled(True)
          x = torch.requires_grad_(torch.detach(x%s), True)
          outputs = (self.model).finish(x, inputs)
          loss = self.reduce(self.losses_of(outputs, targets), shares)
          scaled = self.scaled(loss)
          gradient = self.pull(scaled, torch.ones_like(scaled), x, self.top(), found)
        """
            .formatted(layers));
    if (biased) {
      source.append(
          """
            bias = torch.requires_grad_(torch.detach(bias), True)
            of_bias = torch.zeros_like(bias)
          """);
    }
    for (int layer = layers - 1; layer >= 0; layer--) {
      source.append(
          """
            if torch.gt(torch.len(self.moving(self.below_%s())), 0):
              x = torch.requires_grad_(torch.detach(x%s), True)
              gradient = self.%s, self.layer_%s(), found)
          """
              .formatted(
                  layer + 1,
                  layer,
                  (biased ? "pull_bias(%s, gradient, x, bias, of_bias" : "pull(%s, gradient, x")
                      .formatted(forward(paths.get(layer), "x")),
                  layer));
    }
    return source
        .append(
            """
              embeddings = self.moving(self.below_0())
              if torch.gt(torch.len(embeddings), 0):
                x = (self.model).start(inputs)
                gradients = torch.grad([%s], embeddings, annotate(List[Optional[Tensor]], [%s]))
                for i in range(torch.len(gradients)):
                  torch.append(found, torch.contiguous(torch._unwrap_optional(gradients[i])))
              return torch.detach(loss)
            """
                .formatted(
                    biased ? "x, (self.model).bias(x, inputs)" : "x",
                    biased ? "gradient, of_bias" : "gradient"))
        .toString();
  }

  private static String forward(String layer, String x) {
    String path = TrainingScript.MODEL + "." + layer;
    return "(%s).forward(%s, bias)".formatted(Paths.expression(path), x);
  }
}
