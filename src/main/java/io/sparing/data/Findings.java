package io.sparing.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts findings and keeps the first of each kind. */
final class Findings {

  private static final long KEPT = 5;

  private final Map<Finding.Kind, Long> counts = new EnumMap<>(Finding.Kind.class);
  private final List<Finding> first = new ArrayList<>();

  /** Notes a finding. */
  void add(Finding.Kind kind, String place, String words) {
    if (counts.merge(kind, 1L, Long::sum) <= KEPT) {
      first.add(new Finding(kind, place, words));
    }
  }

  DataReport report(long rows, long dropped) {
    return new DataReport(rows, dropped, counts, first);
  }
}
