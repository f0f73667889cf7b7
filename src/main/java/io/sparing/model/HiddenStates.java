package io.sparing.model;

import io.sparing.script.Paths;
import io.sparing.script.ScriptModule;

/** Makes a model report what its layers make of the first token, on the way to its answer. */
public final class HiddenStates {

  /** Hidden states of the last layer, and the first token's after every layer. */
  private static final String OF_MODEL =
      """
      def states(self, ids: Tensor, types: Tensor, mask: Tensor) -> List[Tensor]:
        x = (self.embeddings).forward(ids, types)
        return (self.encoder).states(x, self.bias(x, mask))
      """;

  private static final String OF_CLASSIFIER =
      """
      def logits_and_states(self, inputs: List[Tensor]) -> Tensor:
        states = (%s).states(inputs[0], inputs[1], inputs[2])
        logits = (self.classifier).forward(self.pool(states[0], inputs[2]))
        return torch.cat([torch.to(logits, 6), torch.to(torch.flatten(states[1], 1), 6)], 1)
      """;

  private HiddenStates() {}

  /**
   * Returns a model with further methods: {@code logits_and_states(inputs)} of a classifier gives
   * [rows, classes + layers · hidden], fp32: logits, then the first token's state after every
   * layer; {@code states(ids, types, mask)} of its backbone gives a list of the last layer's hidden
   * states [rows, length, hidden] and the first token's after every layer [rows, layers, hidden].
   *
   * @param model an encoder as {@link Encoders#load} gives it, or a classifier around it
   */
  public static ScriptModule addTo(ScriptModule model, Sites sites) {
    String backbone = sites.backbone();
    return model
        .with(OF_CLASSIFIER.formatted(Paths.expression(backbone)))
        .replace(backbone, bert -> bert.with(OF_MODEL))
        .replace(backbone + ".encoder", encoder -> encoder.with(ofLayers(encoder)));
  }

  /** Returns whether a model has these methods. */
  public static boolean toldBy(ScriptModule model) {
    return model.defines("logits_and_states");
  }

  /** Returns a model without them again. */
  public static ScriptModule removeFrom(ScriptModule model) {
    return model.without("logits_and_states").map((path, module) -> module.without("states"));
  }

  private static String ofLayers(ScriptModule encoder) {
    StringBuilder source =
        new StringBuilder("def states(self, x: Tensor, mask: Tensor) -> List[Tensor]:\n");
    source.append("  firsts = annotate(List[Tensor], [])\n");
    for (String layer : encoder.at("layer").children().keySet()) {
      source.append("  x = (getattr(self.layer, \"%s\")).forward(x, mask)\n".formatted(layer));
      source.append("  torch.append(firsts, torch.select(x, 1, 0))\n");
    }
    return source.append("  return [x, torch.stack(firsts, 1)]\n").toString();
  }
}
