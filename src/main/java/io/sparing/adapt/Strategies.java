package io.sparing.adapt;

import java.util.Arrays;
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
          new LnTuning(),
          new Lora(),
          new QLora(),
          new AdaLora(),
          new LoraFa(),
          new Vera(),
          new Ia3(),
          new Adapter(),
          new PromptTuning(),
          new Freeze(),
          new AdaptiveFreeze(),
          new QuantizationAware(),
          new Distillation(),
          new ZeroShot(),
          new FewShot(),
          new Neighbours());

  private Strategies() {}

  /** Returns all strategies by name, in registry order. Immutable. */
  public static Map<String, Strategy> known() {
    return KNOWN;
  }

  /**
   * Finds a strategy, or stacks several.
   *
   * @param name a known name, or several joined by {@code +}, in any order
   * @throws IllegalArgumentException if a name is unknown, the message listing the known ones; or
   *     if they do not go together, the message saying why
   */
  public static Strategy find(String name) {
    Strategy single = KNOWN.get(name);
    if (single != null) {
      return single;
    }
    List<String> names = Arrays.stream(name.split("\\+", -1)).map(String::strip).toList();
    for (String one : names) {
      if (!KNOWN.containsKey(one)) {
        throw new IllegalArgumentException(
            "Unknown strategy: %s; known: %s".formatted(one, String.join(", ", KNOWN.keySet())));
      }
    }
    List<Strategy> parts =
        KNOWN.values().stream().filter(strategy -> names.contains(strategy.name())).toList();
    return parts.size() == 1 ? parts.get(0) : Stack.of(parts);
  }

  /** Returns every parameter that some strategy declares, once each, in registry order. */
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
