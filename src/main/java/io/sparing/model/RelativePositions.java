package io.sparing.model;

import io.sparing.script.ScriptModule;

/**
 * Attention biases by how far two tokens are apart, as MPNet computes them and T5 (Raffel et al.,
 * 2019, arXiv:1910.10683) for both directions: half of the table's entries are for tokens before,
 * half for tokens after; in each half the first half is for one distance each, and the rest for
 * distances that grow as a logarithm up to the largest.
 */
final class RelativePositions {

  private static final int LARGEST_DISTANCE = 128;

  private static final String RELATIVE =
      """
      def relative(self, x: Tensor) -> Tensor:
        places = torch.arange(torch.size(x, 1), dtype=4, device=ops.prim.device(x))
        apart = torch.sub(torch.unsqueeze(places, 1), torch.unsqueeze(places, 0))
        after = torch.mul(torch.to(torch.lt(apart, 0), 4), %1$d)
        distance = torch.abs(apart)
        powers = torch.div(torch.log(torch.div(torch.to(distance, 6), %2$d.)), %3$s)
        far = torch.add(torch.to(torch.mul(powers, %4$d.), 4), %2$d)
        entry = torch.where(torch.lt(distance, %2$d), distance, torch.clamp_max(far, %5$d))
        biases = (self.relative_attention_bias).forward(torch.add(after, entry))
        return torch.type_as(torch.unsqueeze(torch.permute(biases, [2, 0, 1]), 0), x)
      """;

  /** As the encoder's own method of that name, with the biases. */
  static final String HIDE =
      """
      def hide(self, x: Tensor, mask: Tensor) -> Tensor:
        bias = (self.embeddings).relative(x)
        padding = self.hide_padding(x, mask)
        if torch.gt(torch.numel(padding), 0):
          bias = torch.add(bias, padding)
        return bias
      """;

  private RelativePositions() {}

  /**
   * Embeddings with the method {@code relative(x)}, which gives the biases [1, heads, length,
   * length] between the tokens of hidden states [rows, length, hidden].
   *
   * @param table the biases [entries, heads] as a lookup table
   * @param entries of it
   */
  static ScriptModule addTo(ScriptModule embeddings, ScriptModule table, int entries) {
    int half = entries / 2;
    int exact = half / 2;
    double range = Math.log((double) LARGEST_DISTANCE / exact);
    return embeddings
        .with(RELATIVE.formatted(half, exact, range, half - exact, half - 1))
        .withChild("relative_attention_bias", table);
  }
}
