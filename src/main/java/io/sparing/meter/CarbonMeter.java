package io.sparing.meter;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Gives the carbon dioxide equivalent of a trial's energy, by the intensity of the electricity that
 * the environment variable {@code SPARING_CARBON_INTENSITY} has in grams a kilowatt-hour.
 */
final class CarbonMeter implements Meter {

  static final String INTENSITY = "SPARING_CARBON_INTENSITY";

  private static final double JOULES_A_KILOWATT_HOUR = 3.6e6;

  private final Map<String, String> environment;

  CarbonMeter(Bench bench) {
    this.environment = bench.environment();
  }

  @Override
  public Reading start(Phase phase) {
    return phase == Phase.TRIAL ? this::of : Reading.NONE;
  }

  private Measurements of(Measurements before) {
    String text = environment.getOrDefault(INTENSITY, "");
    if (text.isEmpty()) {
      return none("no intensity is set; %s has it in g/kWh".formatted(INTENSITY));
    }
    OptionalDouble intensity = number(text);
    if (intensity.isEmpty()) {
      return none("Invalid %s: %s; expected grams a kilowatt-hour".formatted(INTENSITY, text));
    }
    OptionalDouble joules = before.find(Metric.ENERGY_JOULES);
    if (joules.isEmpty()) {
      return none("no energy was measured");
    }
    double grams = joules.getAsDouble() / JOULES_A_KILOWATT_HOUR * intensity.getAsDouble();
    return Measurements.NONE
        .with(Metric.CARBON_GRAMS, grams)
        .noting(Metric.CARBON_GRAMS, "at %s g/kWh".formatted(text));
  }

  private static OptionalDouble number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) && value >= 0
          ? OptionalDouble.of(value)
          : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static Measurements none(String reason) {
    return Measurements.NONE.noting(Metric.CARBON_GRAMS, reason);
  }
}
