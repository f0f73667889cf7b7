package io.sparing.data;

import java.util.Arrays;

/** One tokenized text or pair of texts, with its special tokens and without padding. */
public final class TokenIds {

  private final int[] ids;
  private final int[] typeIds;

  /**
   * @param ids vocabulary index of each token, owned by this object from now on
   * @param typeIds 0 for tokens of the first text, 1 for those of the second; owned too
   * @throws IllegalArgumentException if the lengths differ
   */
  public TokenIds(int[] ids, int[] typeIds) {
    if (ids.length != typeIds.length) {
      throw new IllegalArgumentException(
          "Invalid token ids: %d ids and %d types".formatted(ids.length, typeIds.length));
    }
    this.ids = ids;
    this.typeIds = typeIds;
  }

  /** Returns the vocabulary index of each token. It is no copy: do not write to it. */
  public int[] ids() {
    return ids;
  }

  /**
   * Returns 0 for tokens of the first text, 1 for those of the second. It is no copy: do not write
   * to it.
   */
  public int[] typeIds() {
    return typeIds;
  }

  /** Returns the number of tokens. */
  public int length() {
    return ids.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenIds that
        && Arrays.equals(ids, that.ids)
        && Arrays.equals(typeIds, that.typeIds);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + Arrays.hashCode(typeIds);
  }

  @Override
  public String toString() {
    return "TokenIds[ids=%s, typeIds=%s]".formatted(Arrays.toString(ids), Arrays.toString(typeIds));
  }
}
