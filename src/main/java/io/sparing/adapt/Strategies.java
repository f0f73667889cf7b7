package io.sparing.adapt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registry of strategies: one line each. */
public final class Strategies {

  private static final Map<String, Strategy> KNOWN =
      register(
          new FullFineTuning(),
          new LinearProbe(),
          new BitFit(),
          new Lora(),
          new Adapter(),
          new Ia3(),
          new PromptTuning(),
          new Freeze(),
          new ZeroShot(),
          new FewShot());

  private Strategies() {}

  /** All strategies by name, in registry order. Immutable. */
  public static Map<String, Strategy> known() {
    return KNOWN;
  }

  /**
   * Finds a strategy.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists the known
   *     ones
   */
  public static Strategy find(String name) {
    Strategy strategy = KNOWN.get(name);
    if (strategy == null) {
      throw new IllegalArgumentException(
          "Unknown strategy: %s; known: %s".formatted(name, String.join(", ", KNOWN.keySet())));
    }
    return strategy;
  }

  /** Every parameter that some strategy declares, once each, in registry order. */
  public static List<Parameter> parameters() {
    Map<String, Parameter> byName = new LinkedHashMap<>();
    KNOWN.values().stream()
        .flatMap(strategy -> strategy.parameters().stream())
        .forEach(parameter -> byName.putIfAbsent(parameter.name(), parameter));
    return List.copyOf(byName.values());
  }

  private static Map<String, Strategy> register(Strategy... strategies) {
    Map<String, Strategy> known = new LinkedHashMap<>();
    for (Strategy strategy : strategies) {
      known.put(strategy.name(), strategy);
    }
    return Collections.unmodifiableMap(known);
  }
}
