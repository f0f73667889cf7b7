package io.sparing.sweep;

import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A block of a sweep file while it is read: its line and its settings in the order written. */
record Block(Place place, Map<String, Written> settings) {

  Block(Place place) {
    this(place, new LinkedHashMap<>());
  }

  /** Returns a setting of this block, or else of the base; null if neither sets it. */
  Written effective(String name, Map<String, Written> base) {
    Written own = settings.get(name);
    return own == null ? base.get(name) : own;
  }

  /** Returns the block's strategies; empty if they are missing or one of them is unknown. */
  List<Strategy> strategies(Map<String, Written> base) {
    Written names = effective("strategy", base);
    return names == null || !names.sound()
        ? List.of()
        : names.values().stream().map(name -> Strategies.find((String) name)).toList();
  }
}
