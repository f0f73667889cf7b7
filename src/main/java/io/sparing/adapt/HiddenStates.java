package io.sparing.adapt;

import io.sparing.model.Encoders;
import io.sparing.model.Sites;
import io.sparing.script.Paths;
import io.sparing.script.ScriptModule;

/** Lets a model tell what its layers make of the first token, on the way to its answer. */
public final class HiddenStates {

  private static final String STATES = "states";
  private static final String LOGITS_AND_STATES = "logits_and_states";

  private static final String WITH_LOGITS =
      """
      def logits_and_states(self, inputs: List[Tensor]) -> Tensor:
        states = self.states(inputs)
        logits = (self.classifier).forward(self.pool(states[0], inputs[2]))
        return torch.cat([torch.to(logits, 6), torch.to(torch.flatten(states[1], 1), 6)], 1)
      """;

  private HiddenStates() {}

  /**
   * A model with further methods, for when it is a classifier: {@code logits_and_states(inputs)}
   * gives [rows, classes + layers · hidden], fp32: logits, then the first token's state after every
   * layer; {@code states(inputs)} gives a list of the last layer's hidden states [rows, length,
   * hidden] and the first token's after every layer [rows, layers, hidden].
   *
   * @param model an encoder as {@link Encoders#load} gives it, or a classifier around it
   */
  public static ScriptModule addTo(ScriptModule model, Sites sites) {
    return model.with(states(sites), WITH_LOGITS);
  }

  /** Whether a model has these methods. */
  public static boolean toldBy(ScriptModule model) {
    return model.defines(LOGITS_AND_STATES);
  }

  /** A model without them again. */
  public static ScriptModule removeFrom(ScriptModule model) {
    return model.without(STATES, LOGITS_AND_STATES);
  }

  private static String states(Sites sites) {
    StringBuilder source =
        new StringBuilder(
            """
            def states(self, inputs: List[Tensor]) -> List[Tensor]:
              x = self.start(inputs)
              bias = self.bias(x, inputs)
              firsts = annotate(List[Tensor], [])
            """);
    for (String layer : sites.layerPaths()) {
      source.append("  x = (%s).forward(x, bias)\n".formatted(Paths.expression(layer)));
      source.append("  torch.append(firsts, torch.select(x, 1, 0))\n");
    }
    return source.append("  return [x, torch.stack(firsts, 1)]\n").toString();
  }
}
