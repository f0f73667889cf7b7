package io.sparing.script;

/** The leaf modules that architectures are built of. Weights start frozen. */
public final class Layers {

  /** Class name of a plain linear layer: {@code weight} [out, in], {@code bias} [out]. */
  public static final String LINEAR = "Linear";

  /** Class name of a layer norm: {@code weight} [width], {@code bias} [width]. */
  public static final String LAYER_NORM = "LayerNorm";

  /** Class name of a lookup table: {@code weight} [entries, width]. */
  public static final String EMBEDDING = "Embedding";

  /** Name of the weight of a linear layer, a layer norm or a lookup table. */
  public static final String WEIGHT = "weight";

  /** Name of the bias of a linear layer or a layer norm. */
  public static final String BIAS = "bias";

  /** Name of the layer inside a module that a strategy put around it. */
  public static final String BASE_LAYER = "base_layer";

  /** Class name of {@link #laneLinear}. */
  public static final String LANE_LINEAR = "LaneLinear";

  private Layers() {}

  /** Returns the weight [out, in] of a linear layer, whatever strategies have put around it. */
  public static TensorData weight(ScriptModule linear) {
    return linear.children().containsKey(BASE_LAYER)
        ? weight(linear.at(BASE_LAYER))
        : linear.tensor(WEIGHT);
  }

  /**
   * Returns the bias of a linear layer [out] or a layer norm [width]; of several lanes [lanes, …].
   */
  public static TensorData bias(ScriptModule layer) {
    return layer.tensor(BIAS);
  }

  /** Returns a linear layer over the last dimension. */
  public static ScriptModule linear(TensorData weight, TensorData bias) {
    return ScriptModule.of(
            LINEAR,
            """
            def forward(self, x: Tensor) -> Tensor:
              return torch.linear(x, self.weight, self.bias)
            """)
        .withBuffer(WEIGHT, weight)
        .withBuffer(BIAS, bias);
  }

  /**
   * Returns a layer norm over the last dimension.
   *
   * @param epsilon added to the variance, as attribute {@code epsilon}; BERT's is 1e-12
   */
  public static ScriptModule layerNorm(TensorData weight, TensorData bias, double epsilon) {
    return ScriptModule.of(
            LAYER_NORM,
            """
            def forward(self, x: Tensor) -> Tensor:
              width = torch.size(x, -1)
              return torch.layer_norm(x, [width], self.weight, self.bias, self.epsilon)
            """)
        .withAttribute("epsilon", Attribute.number(epsilon))
        .withBuffer(WEIGHT, weight)
        .withBuffer(BIAS, bias);
  }

  /**
   * Returns the epsilon of a module made by {@link #layerNorm}, whatever has become of it since.
   */
  public static double epsilon(ScriptModule layerNorm) {
    return (Double) layerNorm.attributes().get("epsilon").value();
  }

  /** Returns a lookup table [entries, width]; {@code rows(first, count)} gives consecutive rows. */
  public static ScriptModule embedding(TensorData weight) {
    return ScriptModule.of(
            EMBEDDING,
            """
            def forward(self, ids: Tensor) -> Tensor:
              return torch.embedding(self.weight, ids)
            """,
            """
            def rows(self, first: int, count: int) -> Tensor:
              return torch.slice(self.weight, 0, first, torch.add(first, count))
            """)
        .withBuffer(WEIGHT, weight);
  }

  /**
   * Returns a linear layer of several lanes: {@code weight} [lanes, out, in], {@code bias} [lanes,
   * out], both trained. The rows of its input come lane by lane and are taken in its weights' type.
   */
  public static ScriptModule laneLinear(TensorData weight, TensorData bias) {
    return ScriptModule.of(
            LANE_LINEAR,
            """
            def forward(self, x: Tensor) -> Tensor:
              own = torch.type_as(x, self.weight)
              rows = torch.view(own, [torch.size(self.weight, 0), -1, torch.size(x, -1)])
              across = torch.transpose(self.weight, 1, 2)
              y = torch.baddbmm(torch.unsqueeze(self.bias, 1), rows, across)
              shape = torch.size(x)
              torch._set_item(shape, -1, torch.size(self.weight, 1))
              return torch.view(y, shape)
            """)
        .withParameter(WEIGHT, weight)
        .withParameter(BIAS, bias);
  }
}
