package io.sparing.budget;

/**
 * Amounts of what a budget can limit.
 *
 * @param money in the currency of the price list
 * @param hours device-hours
 * @param kwh energy
 */
public record Amounts(double money, double hours, double kwh) {

  /** Nothing. */
  public static final Amounts NONE = new Amounts(0, 0, 0);

  /** Returns the sum. */
  public Amounts plus(Amounts other) {
    return new Amounts(money + other.money, hours + other.hours, kwh + other.kwh);
  }

  /** Returns one of them. */
  public double of(Resource resource) {
    return switch (resource) {
      case MONEY -> money;
      case HOURS -> hours;
      case KWH -> kwh;
    };
  }
}
