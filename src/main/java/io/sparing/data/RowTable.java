package io.sparing.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Holds what a survey keeps of each row, in 17 bytes: no text, so that millions of rows fit. */
final class RowTable {

  /** Stands in place of a split for a row that is left out. */
  static final byte DROPPED = -1;

  private static final int FIRST_CAPACITY = 1024;

  private long[] hashes = new long[FIRST_CAPACITY];
  private int[] labels = new int[FIRST_CAPACITY];
  private int[] lines = new int[FIRST_CAPACITY];
  private byte[] splits = new byte[FIRST_CAPACITY];
  private int rows;

  void add(long hash, int label, long line, byte split) {
    if (rows == hashes.length) {
      int capacity = Math.addExact(rows, rows >> 1);
      hashes = Arrays.copyOf(hashes, capacity);
      labels = Arrays.copyOf(labels, capacity);
      lines = Arrays.copyOf(lines, capacity);
      splits = Arrays.copyOf(splits, capacity);
    }
    hashes[rows] = hash;
    labels[rows] = label;
    lines[rows] = Math.toIntExact(line);
    splits[rows++] = split;
  }

  int rows() {
    return rows;
  }

  long hash(int row) {
    return hashes[row];
  }

  int label(int row) {
    return labels[row];
  }

  void label(int row, int label) {
    labels[row] = label;
  }

  int line(int row) {
    return lines[row];
  }

  /** Returns the index of a {@link Split}, or {@link #DROPPED}. */
  byte split(int row) {
    return splits[row];
  }

  void split(int row, byte split) {
    splits[row] = split;
  }

  /**
   * Finds a row by its index within a split.
   *
   * @throws IndexOutOfBoundsException if the split has no such row
   */
  int find(Split split, int index) {
    return IntStream.range(0, rows)
        .filter(row -> splits[row] == split.index())
        .skip(index)
        .findFirst()
        .orElseThrow(() -> new IndexOutOfBoundsException(index));
  }

  /** Returns whether a split has no row. */
  boolean isEmpty(Split split) {
    for (int row = 0; row < rows; row++) {
      if (splits[row] == split.index()) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether every split has a row. */
  boolean hasEverySplit() {
    return Arrays.stream(Split.values()).noneMatch(this::isEmpty);
  }

  /** Returns the hashes of a split's rows, sorted. */
  long[] sortedHashes(Split split) {
    long[] some = new long[rows];
    int count = 0;
    for (int row = 0; row < rows; row++) {
      if (splits[row] == split.index()) {
        some[count++] = hashes[row];
      }
    }
    long[] sorted = Arrays.copyOf(some, count);
    Arrays.sort(sorted);
    return sorted;
  }
}
