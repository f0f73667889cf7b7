package io.sparing.model;

import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.Map;

/** Pretrained encoders as module trees. */
public final class Encoders {

  private Encoders() {}

  /**
   * Reads an encoder. Its method {@code hidden(ids, types, mask)} gives hidden states [rows,
   * length, hidden]; {@code embed(inputs)} takes the list of these three int64 arrays and gives one
   * pooled vector a row [rows, hidden], fp32, as the manifest says. The encoder itself is the child
   * {@code bert}; everything is frozen.
   *
   * @throws IOException if the model's files cannot be had or read
   * @throws IllegalArgumentException if its architecture is not implemented, or its weights are not
   *     those of the architecture
   */
  public static ScriptModule load(ModelManifest manifest) throws IOException {
    return of(WeightFiles.read(ModelFiles.weights(manifest)), manifest);
  }

  /** An encoder in its shape, as {@link #load} gives it, whose weights are all zero. */
  public static ScriptModule blank(ModelManifest manifest) {
    Architectures.of(manifest);
    return tree(BlankWeights.of(manifest.configuration()), manifest);
  }

  /**
   * Builds an encoder, as {@link #load} gives it, of weights by the names that its architecture has
   * for them ({@code encoder.layer.0.attention.self.query.weight} and so on).
   *
   * @throws IllegalArgumentException if a weight is missing, superfluous or of another shape; the
   *     message names it
   */
  public static ScriptModule of(Map<String, TensorData> weights, ModelManifest manifest) {
    return tree(EncoderWeights.of(weights, manifest), manifest);
  }

  private static ScriptModule tree(Map<String, TensorData> weights, ModelManifest manifest) {
    ScriptModule bert = EncoderTree.build(weights, manifest.configuration());
    return ScriptModule.of(
            "Encoder",
            """
            def hidden(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
              return (self.bert).forward(ids, types, mask)
            """,
            """
            def pool(self, x: Tensor, mask: Tensor) -> Tensor:
              x = torch.to(x, 6)
              return %s
            """
                .formatted(pooling(manifest)),
            """
            def embed(self, inputs: List[Tensor]) -> Tensor:
              mask = inputs[2]
              return self.pool((self.bert).forward(inputs[0], inputs[1], mask), mask)
            """)
        .withChild("bert", bert);
  }

  private static String pooling(ModelManifest manifest) {
    return manifest.pooling().equals("cls")
        ? "torch.select(x, 1, 0)"
        : "torch.div(torch.sum(torch.mul(x, torch.unsqueeze(mask, -1)), [1]),"
            + " torch.sum(mask, [1], True))";
  }
}
