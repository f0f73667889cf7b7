package io.sparing.data;

import ai.djl.huggingface.tokenizers.Encoding;
import java.util.Arrays;

/**
 * Cuts an encoding to a number of tokens. Special tokens stay; ordinary ones go from the end of the
 * longer text until both are of one length, then from both in turn: what the tokenizers library
 * calls longest first.
 */
final class Truncation {

  private Truncation() {}

  /**
   * Returns the encoding's tokens, at most {@code maxLength} of them.
   *
   * @throws IllegalArgumentException if {@code maxLength} does not hold the special tokens
   */
  static TokenIds cut(Encoding encoding, int maxLength) {
    long[] special = encoding.getSpecialTokenMask();
    long[] sequences = encoding.getSequenceIds(); // types do not tell: RoBERTa's are all 0
    int[] lengths = new int[2];
    int budget = maxLength;
    for (int i = 0; i < special.length; i++) {
      if (special[i] == 1) {
        budget--;
      } else {
        lengths[(int) sequences[i]]++;
      }
    }
    if (budget < 0) {
      throw new IllegalArgumentException(
          "Invalid maximum length: %d; the special tokens alone are more".formatted(maxLength));
    }
    return keep(encoding, kept(lengths[0], lengths[1], budget));
  }

  private static int[] kept(int first, int second, int budget) {
    if (first + second <= budget) {
      return new int[] {first, second};
    }
    int shorter = Math.min(Math.min(first, second), budget / 2);
    int longer = budget - shorter;
    return first <= second ? new int[] {shorter, longer} : new int[] {longer, shorter};
  }

  private static TokenIds keep(Encoding encoding, int[] left) {
    long[] special = encoding.getSpecialTokenMask();
    long[] allIds = encoding.getIds();
    long[] allTypes = encoding.getTypeIds();
    long[] sequences = encoding.getSequenceIds();
    int[] ids = new int[allIds.length];
    int[] types = new int[allIds.length];
    int length = 0;
    for (int i = 0; i < allIds.length; i++) {
      if (special[i] == 1 || left[(int) sequences[i]]-- > 0) {
        ids[length] = (int) allIds[i];
        types[length++] = (int) allTypes[i];
      }
    }
    return new TokenIds(Arrays.copyOf(ids, length), Arrays.copyOf(types, length));
  }
}
