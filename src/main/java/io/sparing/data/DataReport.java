package io.sparing.data;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a look through all rows of a data set found.
 *
 * @param rows rows read
 * @param dropped rows that are left out
 * @param counts how often each kind of finding was made; a kind that was not is absent
 * @param findings the first of each kind, in the order of the rows
 */
public record DataReport(
    long rows, long dropped, Map<Finding.Kind, Long> counts, List<Finding> findings) {

  /** Copies the collections. */
  public DataReport {
    EnumMap<Finding.Kind, Long> copy = new EnumMap<>(Finding.Kind.class);
    copy.putAll(counts);
    counts = Collections.unmodifiableMap(copy);
    findings = List.copyOf(findings);
  }

  /** Returns how often something was found. */
  public long count(Finding.Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** Returns whether nothing was found. */
  public boolean clean() {
    return counts.isEmpty();
  }
}
