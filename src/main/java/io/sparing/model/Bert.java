package io.sparing.model;

import io.sparing.script.Attribute;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.Map;

/**
 * The BERT encoder (Devlin et al., 2018, arXiv:1810.04805) as a module tree with Hugging Face's
 * names: {@code embeddings}, {@code encoder.layer.N.attention.self.query} and so on. All weights
 * start frozen. Its method {@code forward(ids, types, mask)} takes int64 arrays [rows, length] and
 * gives hidden states [rows, length, hidden]; it is {@code finish(y, mask)} of what the layers make
 * of the embeddings and {@code bias(x, mask)}, which is added to attention scores and is empty
 * where nothing is padded: attention without it is one kernel on most devices.
 */
final class Bert {

  /** The whole encoder, of pieces that checkpointing calls one by one. */
  static final String FORWARD =
      """
      def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        x = (self.embeddings).forward(ids, types)
        return self.finish((self.encoder).forward(x, self.bias(x, mask)), mask)
      """;

  private final Map<String, TensorData> weights;
  private final ModelManifest manifest;

  private Bert(Map<String, TensorData> weights, ModelManifest manifest) {
    this.weights = weights;
    this.manifest = manifest;
  }

  /**
   * Builds the tree.
   *
   * @throws IllegalArgumentException if a weight is missing; the message names it
   */
  static ScriptModule build(Map<String, TensorData> weights, ModelManifest manifest) {
    return new Bert(weights, manifest).model();
  }

  private ScriptModule model() {
    return ScriptModule.of(
            "BertModel",
            """
            def bias(self, x: Tensor, mask: Tensor) -> Tensor:
              if bool(torch.all(mask)):
                bias = torch.new_zeros(x, [0])
              else:
                keep = torch.type_as(torch.unsqueeze(torch.unsqueeze(mask, 1), 1), x)
                bias = torch.mul(torch.rsub(keep, 1.), -3e4)
              return bias
            """,
            """
            def finish(self, x: Tensor, mask: Tensor) -> Tensor:
              return x
            """,
            FORWARD)
        .withChild("embeddings", embeddings())
        .withChild("encoder", encoder());
  }

  private ScriptModule embeddings() {
    String path = "embeddings.";
    return ScriptModule.of(
            "BertEmbeddings",
            """
            def forward(self, ids: Tensor, types: Tensor) -> Tensor:
              positions = (self.position_embeddings).first(torch.size(ids, 1))
              x = torch.add((self.word_embeddings).forward(ids), positions)
              x = torch.add(x, (self.token_type_embeddings).forward(types))
              return (self.LayerNorm).forward(x)
            """)
        .withChild("word_embeddings", embedding(path + "word_embeddings"))
        .withChild("position_embeddings", embedding(path + "position_embeddings"))
        .withChild("token_type_embeddings", embedding(path + "token_type_embeddings"))
        .withChild("LayerNorm", layerNorm(path + "LayerNorm"));
  }

  private ScriptModule encoder() {
    StringBuilder forward =
        new StringBuilder("def forward(self, x: Tensor, mask: Tensor) -> Tensor:\n");
    ScriptModule layers = ScriptModule.of("ModuleList");
    for (int layer = 0; layer < manifest.layers(); layer++) {
      forward.append("  x = (getattr(self.layer, \"%d\")).forward(x, mask)\n".formatted(layer));
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
              q = self.split((self.query).forward(x))
              k = self.split((self.key).forward(x))
              v = self.split((self.value).forward(x))
              if torch.eq(torch.numel(mask), 0):
                y = torch.scaled_dot_product_attention(q, k, v, None, 0., False)
              else:
                y = torch.scaled_dot_product_attention(q, k, v, mask, 0., False)
              return torch.flatten(torch.transpose(y, 1, 2), 2)
            """,
            """
            def split(self, x: Tensor) -> Tensor:
              y = torch.view(x, [torch.size(x, 0), torch.size(x, 1), self.heads, -1])
              return torch.transpose(y, 1, 2)
            """)
        .withAttribute("heads", Attribute.integer(manifest.heads()))
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
    return Layers.linear(weight(path + ".weight"), weight(path + ".bias"));
  }

  private ScriptModule layerNorm(String path) {
    return Layers.layerNorm(weight(path + ".weight"), weight(path + ".bias"));
  }

  private ScriptModule embedding(String path) {
    return Layers.embedding(weight(path + ".weight"));
  }

  private TensorData weight(String name) {
    TensorData value = weights.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Cannot build %s: its file has no weight %s".formatted(manifest.name(), name));
    }
    return value;
  }
}
