package io.sparing.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the columns of a Parquet file in its schema, which comes as a tree in depth-first order.
 */
final class ParquetNames {

  private final List<String> top = new ArrayList<>();
  private boolean begun;
  private long inside;

  /** Takes the next element. */
  void add(String name, int children) {
    if (!begun) {
      begun = true; // The root, whose children are the columns.
    } else if (inside > 0) {
      inside += children - 1;
    } else {
      top.add(name);
      inside = children;
    }
  }

  /** Returns the names of the columns in their order. */
  List<String> top() {
    return List.copyOf(top);
  }
}
