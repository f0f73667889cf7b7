package io.sparing.model;

import io.sparing.script.Attribute;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.Map;

/**
 * An encoder of BERT's family (Devlin et al., 2018, arXiv:1810.04805) as a module tree with Hugging
 * Face's names for BERT, whatever its architecture: {@code embeddings}, {@code
 * encoder.layer.N.attention.self.query} and so on. All weights start frozen. Its method {@code
 * forward(ids, types, mask)} takes int64 arrays [rows, length] and gives hidden states [rows,
 * length, hidden]; it is {@code finish(y, mask)} of what the layers make of the embeddings and
 * {@code bias(x, mask)}, which is added to attention scores and on a CPU is empty where nothing is
 * padded: attention is faster without it. The embeddings are {@code join(words, positions, types)},
 * where {@code sequence(count)} gives the positions of that many tokens without padding.
 */
final class EncoderTree {

  /**
   * What hides the padding of a mask [rows, length]: empty where nothing is padded. A GPU is not
   * asked, since its answer would have to be waited for.
   */
  private static final String HIDE =
      """
      def %s(self, x: Tensor, mask: Tensor) -> Tensor:
        whole = False
        if torch.__not__(ops.prim.is_cuda(mask)):
          whole = bool(torch.all(mask))
        if whole:
          bias = torch.new_zeros(x, [0])
        else:
          keep = torch.type_as(torch.unsqueeze(torch.unsqueeze(mask, 1), 1), x)
          bias = torch.mul(torch.rsub(keep, 1.), -3e4)
        return bias
      """;

  /** The whole encoder, of pieces that checkpointing calls one by one. */
  private static final String FORWARD =
      """
      def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        x = (self.embeddings).forward(ids, types)
        return self.finish((self.encoder).forward(x, self.bias(x, mask)), mask)
      """;

  private static final String EMBED =
      """
      def forward(self, ids: Tensor, types: Tensor) -> Tensor:
        return self.join((self.word_embeddings).forward(ids), self.positions(ids), types)
      """;

  private static final String SEQUENCE =
      """
      def sequence(self, count: int) -> Tensor:
        return (self.position_embeddings).rows(%s, count)
      """;

  private static final String POSITIONS =
      """
      def positions(self, ids: Tensor) -> Tensor:
        return self.sequence(torch.size(ids, 1))
      """;

  private static final String POSITIONS_BESIDE_PADDING =
      """
      def positions(self, ids: Tensor) -> Tensor:
        text = torch.to(torch.ne(ids, %1$d), 4)
        places = torch.add(torch.mul(torch.cumsum(text, 1), text), %1$d)
        return (self.position_embeddings).forward(places)
      """;

  private static final String JOIN =
      """
      def join(self, words: Tensor, positions: Tensor, types: Tensor) -> Tensor:
        x = torch.add(words, positions)
      %s  x = (self.LayerNorm).forward(x)
      %s  return x
      """;

  private static final String ONE_TYPE =
      "  x = torch.add(x, (self.token_type_embeddings).rows(0, 1))\n";
  private static final String TYPES =
      "  x = torch.add(x, (self.token_type_embeddings).forward(types))\n";

  private static final String PROJECT = "  x = (self.projection).forward(x)\n";

  private static final String BIAS =
      """
      def bias(self, x: Tensor, mask: Tensor) -> Tensor:
        return self.hide(x, mask)
      """;

  private final Map<String, TensorData> weights;
  private final EncoderConfiguration sizes;

  private EncoderTree(Map<String, TensorData> weights, EncoderConfiguration sizes) {
    this.weights = weights;
    this.sizes = sizes;
  }

  /**
   * Builds the tree.
   *
   * @param weights all that {@link EncoderShapes} lists, in these shapes
   */
  static ScriptModule build(Map<String, TensorData> weights, EncoderConfiguration sizes) {
    return new EncoderTree(weights, sizes).model();
  }

  private ScriptModule model() {
    return ScriptModule.of(
            "BertModel",
            BIAS,
            HIDE.formatted(sizes.relativeBuckets() == 0 ? "hide" : "hide_padding"),
            """
            def finish(self, x: Tensor, mask: Tensor) -> Tensor:
              return x
            """,
            FORWARD)
        .with(sizes.relativeBuckets() == 0 ? new String[0] : new String[] {RelativePositions.HIDE})
        .withChild("embeddings", embeddings())
        .withChild("encoder", encoder());
  }

  private ScriptModule embeddings() {
    String path = "embeddings.";
    ScriptModule embeddings =
        ScriptModule.of(
                "BertEmbeddings",
                SEQUENCE.formatted(sizes.firstPosition()),
                sizes.firstPosition() == 0
                    ? POSITIONS
                    : POSITIONS_BESIDE_PADDING.formatted(sizes.firstPosition() - 1),
                JOIN.formatted(addTypes(), sizes.projects() ? PROJECT : ""),
                EMBED)
            .withChild("word_embeddings", embedding(path + "word_embeddings"))
            .withChild("position_embeddings", embedding(path + "position_embeddings"))
            .withChild("LayerNorm", layerNorm(path + "LayerNorm"));
    if (sizes.tokenTypes() > 0) {
      embeddings =
          embeddings.withChild("token_type_embeddings", embedding(path + "token_type_embeddings"));
    }
    if (sizes.projects()) {
      embeddings = embeddings.withChild("projection", linear(EncoderShapes.PROJECTION));
    }
    return sizes.relativeBuckets() == 0
        ? embeddings
        : RelativePositions.addTo(
            embeddings, embedding(EncoderShapes.RELATIVE_BIAS), sizes.relativeBuckets());
  }

  private String addTypes() {
    return switch (sizes.tokenTypes()) {
      case 0 -> "";
      case 1 -> ONE_TYPE;
      default -> TYPES;
    };
  }

  private ScriptModule encoder() {
    StringBuilder forward =
        new StringBuilder("def forward(self, x: Tensor, mask: Tensor) -> Tensor:\n");
    ScriptModule layers = ScriptModule.of("ModuleList");
    for (int layer = 0; layer < sizes.layers(); layer++) {
      forward.append("  x = (getattr(self.layer, \"%s\")).forward(x, mask)\n".formatted(layer));
      layers = layers.withChild(String.valueOf(layer), layer("encoder.layer." + layer + "."));
    }
    return ScriptModule.of("BertEncoder", forward.append("  return x\n").toString())
        .withChild("layer", layers);
  }

  private ScriptModule layer(String path) {
    return ScriptModule.of(
            "BertLayer",
            """
            def forward(self, x: Tensor, mask: Tensor) -> Tensor:
              x = (self.attention).forward(x, mask)
              return (self.output).forward((self.intermediate).forward(x), x)
            """)
        .withChild(
            "attention",
            ScriptModule.of(
                    "BertAttention",
                    """
                    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
                      return (self.output).forward((self.self).forward(x, mask), x)
                    """)
                .withChild("self", selfAttention(path + "attention.self."))
                .withChild("output", residual(path + "attention.output.")))
        .withChild(
            "intermediate",
            ScriptModule.of(
                    "BertIntermediate",
                    """
                    def forward(self, x: Tensor) -> Tensor:
                      return torch.gelu((self.dense).forward(x))
                    """)
                .withChild("dense", linear(path + "intermediate.dense")))
        .withChild("output", residual(path + "output."));
  }

  private ScriptModule selfAttention(String path) {
    return ScriptModule.of(
            "BertSelfAttention",
            """
            def forward(self, x: Tensor, mask: Tensor) -> Tensor:
              projected = self.project(x)
              q = self.split(projected[0])
              k = self.split(projected[1])
              v = self.split(projected[2])
              if torch.eq(torch.numel(mask), 0):
                y = torch.scaled_dot_product_attention(q, k, v, None, 0., False)
              else:
                y = torch.scaled_dot_product_attention(q, k, v, mask, 0., False)
              return torch.flatten(torch.transpose(y, 1, 2), 2)
            """,
            """
            def project(self, x: Tensor) -> List[Tensor]:
              return [(self.query).forward(x), (self.key).forward(x), (self.value).forward(x)]
            """,
            """
            def split(self, x: Tensor) -> Tensor:
              y = torch.view(x, [torch.size(x, 0), torch.size(x, 1), self.heads, -1])
              return torch.transpose(y, 1, 2)
            """)
        .withAttribute("heads", Attribute.integer(sizes.heads()))
        .withChild("query", linear(path + "query"))
        .withChild("key", linear(path + "key"))
        .withChild("value", linear(path + "value"));
  }

  private ScriptModule residual(String path) {
    return ScriptModule.of(
            "BertOutput",
            """
            def forward(self, x: Tensor, residual: Tensor) -> Tensor:
              return (self.LayerNorm).forward(torch.add((self.dense).forward(x), residual))
            """)
        .withChild("dense", linear(path + "dense"))
        .withChild("LayerNorm", layerNorm(path + "LayerNorm"));
  }

  private ScriptModule linear(String path) {
    return Layers.linear(weights.get(path + ".weight"), weights.get(path + ".bias"));
  }

  private ScriptModule layerNorm(String path) {
    return Layers.layerNorm(
        weights.get(path + ".weight"), weights.get(path + ".bias"), sizes.epsilon());
  }

  private ScriptModule embedding(String path) {
    return Layers.embedding(weights.get(path + ".weight"));
  }
}
