package io.sparing.quant;

import io.sparing.script.ScriptModule;

/** 8-bit weights under another name. */
public final class PromisedFormat implements NumberFormat {

  private final NumberFormat eightBit = new Int8WeightOnly();

  @Override
  public String name() {
    return "promised-format";
  }

  @Override
  public String description() {
    return "linear layers' weights in 8-bit integers, as promised";
  }

  @Override
  public FormatCost cost() {
    return eightBit.cost();
  }

  @Override
  public ScriptModule apply(ScriptModule model) {
    return eightBit.apply(model);
  }
}
