package io.sparing.adapt;

import io.sparing.model.Sites;
import io.sparing.script.Lanes;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;

/**
 * Learned vectors before the tokens. They carry the lane axis: [lanes, tokens, hidden]; the rows of
 * a batch come lane by lane. What an encoder gives has the length of its input: the vectors' own
 * places are cut off again.
 */
final class Prompts {

  private static final String EXPAND =
      """
      def expand(self, x: Tensor) -> Tensor:
        lanes = torch.size(self.prompt, 0)
        rows = torch.floordiv(torch.size(x, 0), lanes)
        wide = torch.expand(torch.unsqueeze(self.prompt, 1), [-1, rows, -1, -1])
        return torch.flatten(wide, 0, 1)
      """;

  private static final String EMBEDDINGS =
      """
      def forward(self, ids: Tensor, types: Tensor) -> Tensor:
        words = (self.word_embeddings).forward(ids)
        x = torch.cat([self.expand(words), words], 1)
        tokens = torch.size(self.prompt, 1)
        first = torch.zeros([torch.size(ids, 0), tokens], dtype=4, device=ops.prim.device(ids))
        return self.join(x, self.sequence(torch.size(x, 1)), torch.cat([first, types], 1))
      """;

  private static final String BIAS =
      """
      def bias(self, x: Tensor, mask: Tensor) -> Tensor:
        tokens = torch.sub(torch.size(x, 1), torch.size(mask, 1))
        seen = torch.ones([torch.size(x, 0), tokens], dtype=4, device=ops.prim.device(mask))
        return self.hide(x, torch.cat([seen, mask], 1))
      """;

  private static final String FINISH =
      """
      def finish(self, x: Tensor, mask: Tensor) -> Tensor:
        return torch.slice(x, 1, torch.sub(torch.size(x, 1), torch.size(mask, 1)))
      """;

  private static final String LAYER =
      """
      def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        prompt = self.expand(x)
        tokens = torch.size(prompt, 1)
        wide = mask
        if torch.gt(torch.numel(mask), 0):
          above = 0
          if torch.gt(torch.size(mask, 2), 1):
            above = tokens
          wide = torch.constant_pad_nd(mask, [tokens, 0, above, 0], 0)
        y = (self.layer).forward(torch.cat([prompt, x], 1), wide)
        return torch.contiguous(torch.slice(y, 1, tokens))
      """;

  private Prompts() {}

  /**
   * Puts the vectors before the word embeddings, as PEFT's prompt tuning does: they get positions
   * and pass through every layer, and the text's positions move up.
   */
  static ScriptModule atInput(ScriptModule encoder, Sites sites, TensorData prompt) {
    return encoder
        .replace(
            sites.backbone(), backbone -> backbone.without("bias", "finish").with(BIAS, FINISH))
        .replace(
            sites.embeddings(),
            embeddings ->
                embeddings
                    .without("forward")
                    .with(EXPAND, EMBEDDINGS)
                    .withParameter("prompt", prompt));
  }

  /**
   * Puts the vectors before the hidden states that one layer takes; the layer above does not see
   * them (VPT-deep: Jia et al., 2022, arXiv:2203.12119).
   *
   * @param layer its path
   */
  static ScriptModule atLayer(ScriptModule encoder, String layer, TensorData prompt) {
    return encoder.replace(
        layer,
        inner ->
            ScriptModule.of("PromptLayer", EXPAND, LAYER)
                .withParameter("prompt", prompt)
                .withChild("layer", inner));
  }

  /** A copy of a model whose vectors are those of this lane alone. */
  static ScriptModule select(ScriptModule model, int lane) {
    return model.map(
        (path, module) ->
            module.parameters().containsKey("prompt")
                ? module.withParameter("prompt", Lanes.select(module.tensor("prompt"), lane))
                : module);
  }
}
