package io.sparing.sweep;

import io.sparing.adapt.Parameter;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.trial.Settings;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Expands base settings and blocks to trials. The order is fixed: blocks as given; within a block
 * the keys as given, the last one changing fastest; a key's values as given.
 *
 * <p>A setting that a combination's strategy does not take is left out of that trial and is not
 * crossed for it. Equal trials collapse to the first.
 */
public final class Grid {

  /**
   * What a grid expands to.
   *
   * @param trials in order
   * @param collapsed how many were left out because they equal another
   */
  public record Expansion(List<TrialSpec> trials, int collapsed) {

    /** Copies the trials. */
    public Expansion {
      trials = List.copyOf(trials);
    }
  }

  private Grid() {}

  /**
   * Expands a block.
   *
   * @param base one value a setting, used where the block has none
   * @param block the values to cross, at least one a setting
   * @throws IllegalArgumentException if a name or value is unknown, does not fit or is missing
   */
  public static Expansion expand(Map<String, Object> base, Map<String, List<Object>> block) {
    return joined(List.of(new Expansion(all(base, block), 0)));
  }

  /** Returns the trials of several blocks, in order. */
  static Expansion joined(List<Expansion> blocks) {
    Set<TrialSpec> trials = new LinkedHashSet<>();
    int count = 0;
    for (Expansion block : blocks) {
      trials.addAll(block.trials());
      count += block.trials().size() + block.collapsed();
    }
    return new Expansion(List.copyOf(trials), count - trials.size());
  }

  /** Returns whether a strategy takes the setting of that name. */
  static boolean takes(Strategy strategy, String name) {
    if (names(Settings.common(), name)) {
      return true;
    }
    return names(Settings.training(), name)
        ? strategy.trains()
        : names(strategy.parameters(), name);
  }

  private static boolean names(List<Parameter> parameters, String name) {
    return parameters.stream().anyMatch(parameter -> parameter.name().equals(name));
  }

  private static List<TrialSpec> all(Map<String, Object> base, Map<String, List<Object>> block) {
    List<String> keys = List.copyOf(block.keySet());
    int[] at = new int[keys.size()];
    List<TrialSpec> trials = new ArrayList<>();
    do {
      Map<String, Object> settings = new LinkedHashMap<>(base);
      for (int k = 0; k < at.length; k++) {
        settings.put(keys.get(k), block.get(keys.get(k)).get(at[k]));
      }
      Strategy strategy = Strategies.find(String.valueOf(settings.get("strategy")));
      if (isFirstOfItsKind(strategy, keys, at)) {
        settings
            .keySet()
            .removeIf(name -> Settings.find(name).isPresent() && !takes(strategy, name));
        trials.add(TrialSpecParser.fromSettings(settings));
      }
    } while (advance(at, keys, block));
    return trials;
  }

  /** Settings that the strategy does not take stand at their first value. */
  private static boolean isFirstOfItsKind(Strategy strategy, List<String> keys, int[] at) {
    for (int k = 0; k < at.length; k++) {
      if (at[k] > 0 && !takes(strategy, keys.get(k))) {
        return false;
      }
    }
    return true;
  }

  private static boolean advance(int[] at, List<String> keys, Map<String, List<Object>> block) {
    for (int k = at.length - 1; k >= 0; k--) {
      if (++at[k] < block.get(keys.get(k)).size()) {
        return true;
      }
      at[k] = 0;
    }
    return false;
  }
}
