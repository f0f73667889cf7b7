package io.sparing.script;

/** The leaf modules that architectures are built of. Weights start frozen. */
public final class Layers {

  /** Class name of a plain linear layer: {@code weight} [out, in], {@code bias} [out]. */
  public static final String LINEAR = "Linear";

  /** Class name of a layer norm: {@code weight} [width], {@code bias} [width]. */
  public static final String LAYER_NORM = "LayerNorm";

  private Layers() {}

  /** A linear layer over the last dimension. */
  public static ScriptModule linear(TensorData weight, TensorData bias) {
    return ScriptModule.of(
            LINEAR,
            """
            def forward(self, x: Tensor) -> Tensor:
              return torch.linear(x, self.weight, self.bias)
            """)
        .withBuffer("weight", weight)
        .withBuffer("bias", bias);
  }

  /** A layer norm over the last dimension with BERT's epsilon, 1e-12. */
  public static ScriptModule layerNorm(TensorData weight, TensorData bias) {
    return ScriptModule.of(
            LAYER_NORM,
            """
            def forward(self, x: Tensor) -> Tensor:
              return torch.layer_norm(x, [torch.size(x, -1)], self.weight, self.bias, 1e-12)
            """)
        .withBuffer("weight", weight)
        .withBuffer("bias", bias);
  }

  /** A lookup table [entries, width]. */
  public static ScriptModule embedding(TensorData weight) {
    return ScriptModule.of(
            "Embedding",
            """
            def forward(self, ids: Tensor) -> Tensor:
              return torch.embedding(self.weight, ids)
            """)
        .withBuffer("weight", weight);
  }
}
