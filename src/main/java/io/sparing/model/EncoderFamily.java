package io.sparing.model;

import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Encoders of BERT's kind: {@link EncoderTree} with pooling. */
final class EncoderFamily implements Family {

  private static final List<Architecture> ARCHITECTURES =
      List.of(
          new BertArchitecture(),
          new DistilBertArchitecture(),
          new RobertaArchitecture(),
          new XlmRobertaArchitecture(),
          new ElectraArchitecture(),
          new MpnetArchitecture());

  @Override
  public String name() {
    return "encoder";
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.EMBED, Ability.CLASSIFY);
  }

  @Override
  public List<Architecture> architectures() {
    return ARCHITECTURES;
  }

  @Override
  public Sites sites(ModelManifest manifest) {
    return EncoderSites.of(EncoderConfiguration.of(manifest));
  }

  @Override
  public Map<String, long[]> shapes(ModelManifest manifest) {
    return EncoderShapes.of(EncoderConfiguration.of(manifest));
  }

  @Override
  public ScriptModule tree(Map<String, TensorData> weights, ModelManifest manifest) {
    ScriptModule bert = EncoderTree.build(weights, EncoderConfiguration.of(manifest));
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
