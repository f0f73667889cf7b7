package io.sparing.recommend;

import io.sparing.needs.ModelSize;
import io.sparing.needs.SetupSize;
import io.sparing.selector.Choice;

/**
 * The largest batch that fits memory, by a simple formula:
 *
 * <pre>
 * batch  = (0.8 · memory − weights − training) / activations of one text, 1 to 64
 * weights = parameters · bytes of a weight in the number format
 * training = 16 bytes for each trained parameter (weight, gradient, two moments)
 * activations = layers · hidden · 128 tokens · 34 values · 2 or 4 bytes (one layer without training)
 * </pre>
 *
 * The 34 values a token and layer are those of Korthikanti et al., 2022 (arXiv:2205.05198). A fifth
 * of the memory is left to the runtime.
 */
final class BatchSize {

  private static final int LARGEST = 64;
  private static final int TOKENS = 128;
  private static final int VALUES = 34;

  /** Of an activation: integer formats compute in floats of two bytes at least. */
  private static final double LEAST_BYTES = 2;

  private BatchSize() {}

  /** Returns the batch size for a choice in that much memory, in GB of 10^9 bytes. */
  static int fit(Choice choice, double memoryGigabytes) {
    ModelSize size = ModelSizes.of(choice.model());
    double parameters = size.parameters();
    double bytes = SetupSize.bytesPerWeight(choice.numberFormat());
    double trained =
        choice.trains()
            ? SetupSize.trainedShare(choice.strategy(), choice.model(), choice.settings())
            : 0;
    double layers = choice.trains() ? size.layers() : 1;
    double text = layers * size.hidden() * TOKENS * VALUES * Math.max(LEAST_BYTES, bytes);
    double batch =
        (0.8e9 * memoryGigabytes - parameters * bytes - 16 * trained * parameters) / text;
    return (int) Math.max(1, Math.min(LARGEST, Math.floor(batch)));
  }
}
