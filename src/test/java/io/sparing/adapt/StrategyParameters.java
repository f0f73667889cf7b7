package io.sparing.adapt;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Parameters of strategies for tests. */
public final class StrategyParameters {

  private StrategyParameters() {}

  /** A strategy's parameters as they come. */
  public static SortedMap<String, Object> of(Strategy strategy) {
    return of(strategy, Map.of());
  }

  /** A strategy's parameters: these by name and value, defaults otherwise. */
  public static SortedMap<String, Object> of(Strategy strategy, Map<String, ?> values) {
    SortedMap<String, Object> parameters = new TreeMap<>();
    strategy.parameters().forEach(p -> parameters.put(p.name(), p.defaultValue()));
    parameters.putAll(values);
    return parameters;
  }
}
