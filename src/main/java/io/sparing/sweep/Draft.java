package io.sparing.sweep;

import io.sparing.budget.Budget;
import io.sparing.measure.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sweep while it is read, before it is known to be sound. */
final class Draft {

  /** Top-level values by key; a key whose value was refused maps to null. */
  final Map<String, Object> header = new HashMap<>();

  /** Settings of every trial. */
  final Map<String, Written> base = new LinkedHashMap<>();

  /** Blocks in order. */
  final List<Block> blocks = new ArrayList<>();

  /** Overridden settings by name. */
  final Map<String, Written> overrides = new LinkedHashMap<>();

  /** Returns the sweep of these trials. Call it only when no problem was found. */
  Sweep toSweep(Grid.Expansion expansion) {
    return new Sweep(
        (String) header.get("name"),
        (String) header.getOrDefault("description", ""),
        (Metric) header.get("metric"),
        expansion.trials(),
        expansion.collapsed(),
        (Duration) header.getOrDefault("timeout_minutes", Sweep.DEFAULT_TIMEOUT),
        (Duration) header.getOrDefault("preparation_timeout", Sweep.DEFAULT_TIMEOUT),
        (Budget) header.getOrDefault("budget", Budget.NONE));
  }

  /** Returns the trials of a block. Call it only when no problem was found. */
  Grid.Expansion trials(Block block) {
    Map<String, Object> settings = new LinkedHashMap<>();
    base.forEach((name, written) -> settings.put(name, written.values().get(0)));
    return Grid.expand(settings, values(block));
  }

  private static Map<String, List<Object>> values(Block block) {
    Map<String, List<Object>> values = new LinkedHashMap<>();
    block.settings().forEach((name, written) -> values.put(name, written.values()));
    return values;
  }
}
