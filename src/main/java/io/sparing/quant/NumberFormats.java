package io.sparing.quant;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registry of number formats in which weights can be deployed: one line each. */
public final class NumberFormats {

  private static final Map<String, NumberFormat> KNOWN =
      register(
          new Fp32(),
          HalfPrecision.bf16(),
          HalfPrecision.fp16(),
          Int8Dynamic.ofThisProcessor(),
          new Int8WeightOnly(),
          new Nf4());

  /** The known names. */
  public static final List<String> NAMES = List.copyOf(KNOWN.keySet());

  /** The name of the format in which a trial is deployed unless its strategy or its file says. */
  public static final String DEFAULT = Fp32.NAME;

  private NumberFormats() {}

  /** Returns all formats by name, in registry order. Immutable. */
  public static Map<String, NumberFormat> known() {
    return KNOWN;
  }

  /**
   * Finds a format.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists the known
   *     ones
   */
  public static NumberFormat find(String name) {
    NumberFormat format = KNOWN.get(name);
    if (format == null) {
      throw new IllegalArgumentException(
          "Unknown number format: %s; known: %s".formatted(name, String.join(", ", NAMES)));
    }
    return format;
  }

  private static Map<String, NumberFormat> register(NumberFormat... formats) {
    Map<String, NumberFormat> known = new LinkedHashMap<>();
    for (NumberFormat format : formats) {
      known.put(format.name(), format);
    }
    return Collections.unmodifiableMap(known);
  }
}
