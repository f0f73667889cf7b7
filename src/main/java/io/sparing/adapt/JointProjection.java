package io.sparing.adapt;

import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Queries, keys and values of a model's attention as one product instead of three, for training:
 * fewer and larger calls of the device, on the way back too. Parameters keep their paths, so that
 * their trained values fit the model as it was.
 *
 * <p>Attention is a module with a method {@code project(x)}, which gives the three as a list. It
 * takes part where each of the three is a linear layer, or one with something beside it: a child
 * {@code base_layer} and a method {@code beside(x, y)}, which makes the layer's answer of its input
 * and of the base layer's answer. The three base layers must be trained, or frozen, together.
 */
public final class JointProjection {

  private static final List<String> PARTS = List.of("query", "key", "value");

  private static final String OF_TRAINED =
      """
      def joint(self, x: Tensor) -> Tensor:
        weight = torch.cat([(%1$s).own_weight(), (%2$s).own_weight(), (%3$s).own_weight()])
        bias = torch.cat([(%1$s).own_bias(), (%2$s).own_bias(), (%3$s).own_bias()])
        return torch.linear(x, weight, bias)
      """;

  private static final String OF_FROZEN =
      """
      def joint(self, x: Tensor) -> Tensor:
        return torch.linear(x, self.weight, self.bias)
      """;

  private static final String[] OWN = {
    "def own_weight(self) -> Tensor:\n  return self.weight\n",
    "def own_bias(self) -> Tensor:\n  return self.bias\n"
  };

  private JointProjection() {}

  /** Returns a model with joint projections wherever they can be. */
  public static ScriptModule in(ScriptModule model) {
    return model.map(
        (path, module) ->
            isAttention(module) ? trained(module).or(() -> frozen(module)).orElse(module) : module);
  }

  private static boolean isAttention(ScriptModule module) {
    return module.defines("project") && module.children().keySet().containsAll(PARTS);
  }

  private static Optional<ScriptModule> trained(ScriptModule attention) {
    if (!PARTS.stream().map(attention::at).allMatch(part -> plain(part) && isTrained(part))) {
      return Optional.empty();
    }
    ScriptModule result = attention;
    for (String part : PARTS) {
      result = result.replace(part, linear -> linear.with(OWN));
    }
    Object[] parts = PARTS.stream().map("self."::concat).toArray();
    return Optional.of(projecting(result, OF_TRAINED.formatted(parts)));
  }

  private static Optional<ScriptModule> frozen(ScriptModule attention) {
    ScriptModule result = attention;
    TensorData[] weights = new TensorData[PARTS.size()];
    TensorData[] biases = new TensorData[PARTS.size()];
    for (int i = 0; i < weights.length; i++) {
      ScriptModule part = attention.at(PARTS.get(i));
      ScriptModule base = part.defines("beside") ? part.at(Layers.BASE_LAYER) : part;
      if (!plain(base) || isTrained(base)) {
        return Optional.empty();
      }
      weights[i] = base.tensor(Layers.WEIGHT);
      biases[i] = base.tensor(Layers.BIAS);
      // What was joined is not held twice.
      result =
          part.defines("beside")
              ? result.replace(
                  PARTS.get(i), module -> module.without("forward").withoutChild(Layers.BASE_LAYER))
              : result.withoutChild(PARTS.get(i));
    }
    return Optional.of(
        projecting(result, OF_FROZEN)
            .withBuffer(Layers.WEIGHT, joined(weights))
            .withBuffer(Layers.BIAS, joined(biases)));
  }

  private static boolean plain(ScriptModule module) {
    return module.name().equals(Layers.LINEAR);
  }

  private static boolean isTrained(ScriptModule linear) {
    return linear.parameters().containsKey(Layers.WEIGHT);
  }

  private static ScriptModule projecting(ScriptModule attention, String joint) {
    StringBuilder project = new StringBuilder("def project(self, x: Tensor) -> List[Tensor]:\n");
    project.append("  y = torch.chunk(self.joint(x), 3, -1)\n");
    String[] answers = new String[PARTS.size()];
    for (int i = 0; i < answers.length; i++) {
      String part = PARTS.get(i);
      boolean beside =
          attention.children().containsKey(part) && attention.at(part).defines("beside");
      answers[i] = (beside ? "(self." + part + ").beside(x, y[%s])" : "y[%s]").formatted(i);
    }
    project.append("  return [%s]\n".formatted(String.join(", ", answers)));
    return attention.without("project").with(joint, project.toString());
  }

  private static TensorData joined(TensorData... parts) {
    long[] shape = parts[0].shape();
    shape[0] = Arrays.stream(parts).mapToLong(part -> part.size(0)).sum();
    return TensorData.computed(
        parts[0].type(),
        shape,
        () -> {
          long size = Arrays.stream(parts).mapToLong(TensorData::byteCount).sum();
          ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
          for (TensorData part : parts) {
            bytes.put(part.bytes());
          }
          return bytes.flip();
        });
  }
}
