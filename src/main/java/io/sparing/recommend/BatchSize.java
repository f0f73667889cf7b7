package io.sparing.recommend;

import io.sparing.needs.ModelSize;
import io.sparing.selector.Choice;

/**
 * The largest batch that fits memory, by a simple formula:
 *
 * <pre>
 * batch  = (0.8 · memory − weights − training) / activations of one text, 1 to 64
 * weights = parameters · bytes of the number format (4, 2, 1 or 0.5)
 * training = 16 bytes for each trained parameter (weight, gradient, two moments):
 *            all of them in full fine-tuning, 2 % otherwise, none without training
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

  private BatchSize() {}

  /** The batch size for a choice in that much memory, in GB of 10^9 bytes. */
  static int fit(Choice choice, double memoryGigabytes) {
    ModelSize size = ModelSizes.of(choice.model());
    double parameters = size.parameters();
    double weights = parameters * bytes(choice.numberFormat());
    boolean trains = trains(choice);
    double trained = choice.strategy().equals("full") ? 1 : trains ? 0.02 : 0;
    double layers = trains ? size.layers() : 1;
    double text =
        layers * size.hidden() * TOKENS * VALUES * Math.max(2, bytes(choice.numberFormat()));
    double batch = (0.8e9 * memoryGigabytes - weights - 16 * trained * parameters) / text;
    return (int) Math.max(1, Math.min(LARGEST, Math.floor(batch)));
  }

  private static boolean trains(Choice choice) {
    return choice.trains();
  }

  private static double bytes(String numberFormat) {
    return switch (numberFormat) {
      case "nf4" -> 0.5;
      case "int8", "int8-weight-only" -> 1;
      case "fp16", "bf16" -> 2;
      default -> 4;
    };
  }
}
