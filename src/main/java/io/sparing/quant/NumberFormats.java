package io.sparing.quant;

import java.util.List;

/** The registry of number formats in which weights can be deployed. */
public final class NumberFormats {

  /** The known names. */
  public static final List<String> NAMES = List.of("fp32", "int8");

  private NumberFormats() {}
}
