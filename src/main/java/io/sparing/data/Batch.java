package io.sparing.data;

import java.util.List;

/**
 * Texts padded to the longest among them, in the layout that a model takes. All arrays are row
 * major and owned by the batch: do not write to them.
 */
public final class Batch {

  private final int length;
  private final long[] ids;
  private final long[] typeIds;
  private final long[] mask;
  private final int rows;

  private Batch(int rows, int length) {
    this.length = length;
    this.ids = new long[rows * length];
    this.typeIds = new long[rows * length];
    this.mask = new long[rows * length];
    this.rows = rows;
  }

  /**
   * Takes some rows of a data set.
   *
   * @param texts all texts
   * @param rows indices of those to take, in order
   * @throws IllegalArgumentException if there are no rows
   */
  public static Batch of(List<TokenIds> texts, int[] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("Cannot make a batch: there are no rows");
    }
    int length = 0;
    for (int row : rows) {
      length = Math.max(length, texts.get(row).length());
    }
    Batch batch = new Batch(rows.length, length);
    for (int i = 0; i < rows.length; i++) {
      batch.fill(i, texts.get(rows[i]));
    }
    return batch;
  }

  /**
   * Stacks batches, all padded to the longest, so that several trials can share a step.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Batch concat(List<Batch> batches) {
    if (batches.isEmpty()) {
      throw new IllegalArgumentException("Cannot stack batches: there are none");
    }
    int rows = batches.stream().mapToInt(Batch::rows).sum();
    int length = batches.stream().mapToInt(Batch::length).max().getAsInt();
    Batch all = new Batch(rows, length);
    int first = 0;
    for (Batch batch : batches) {
      all.fill(first, batch);
      first += batch.rows();
    }
    return all;
  }

  /**
   * Returns a copy with more padding.
   *
   * @param length at least that of the batch
   */
  public Batch padded(int length) {
    Batch longer = new Batch(rows, length);
    longer.fill(0, this);
    return longer;
  }

  private void fill(int row, TokenIds text) {
    for (int i = 0, to = row * length; i < text.length(); i++, to++) {
      ids[to] = text.ids()[i];
      typeIds[to] = text.typeIds()[i];
      mask[to] = 1;
    }
  }

  private void fill(int first, Batch from) {
    for (int row = 0; row < from.rows(); row++) {
      int source = row * from.length;
      int target = (first + row) * length;
      System.arraycopy(from.ids, source, ids, target, from.length);
      System.arraycopy(from.typeIds, source, typeIds, target, from.length);
      System.arraycopy(from.mask, source, mask, target, from.length);
    }
  }

  /** Returns the number of texts. */
  public int rows() {
    return rows;
  }

  /** Returns how many tokens the longest text has. */
  public int length() {
    return length;
  }

  /** Returns vocabulary indices, {@code [rows × length]}; 0 where padded. */
  public long[] ids() {
    return ids;
  }

  /**
   * Returns 0 for tokens of the first text and padding, 1 for the second, {@code [rows × length]}.
   */
  public long[] typeIds() {
    return typeIds;
  }

  /** Returns 1 for tokens, 0 for padding, {@code [rows × length]}. */
  public long[] mask() {
    return mask;
  }
}
