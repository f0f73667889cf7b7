package io.sparing.quant;

import io.sparing.script.ScriptModule;

/** 32-bit floats, in which models are trained. */
public final class Fp32 implements NumberFormat {

  static final String NAME = "fp32";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "32-bit floats, as trained";
  }

  @Override
  public FormatCost cost() {
    return FormatCost.FP32;
  }

  @Override
  public ScriptModule apply(ScriptModule model) {
    return model;
  }
}
