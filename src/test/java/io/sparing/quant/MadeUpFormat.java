package io.sparing.quant;

/** A number format for tests, which costs what fp32 does. */
public abstract class MadeUpFormat implements NumberFormat {

  private final String name;

  protected MadeUpFormat(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "made up";
  }

  @Override
  public FormatCost cost() {
    return NumberFormats.find("fp32").cost();
  }
}
