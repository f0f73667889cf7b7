package io.sparing.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.trial.DeviceKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarbonMeterTest {

  private static final Measurements KILOWATT_HOUR =
      Measurements.NONE.with(Metric.ENERGY_JOULES, 3.6e6);

  private static Measurements measured(String intensity, Measurements before) {
    Map<String, String> environment = Map.of(CarbonMeter.INTENSITY, intensity);
    return new CarbonMeter(new Bench(DeviceKind.CPU, 1, environment))
        .start(Meter.Phase.TRIAL)
        .end(before);
  }

  @Test
  void isTheEnergyTimesTheIntensity() {
    Measurements found = measured("380.5", KILOWATT_HOUR);
    assertThat(found.find(Metric.CARBON_GRAMS)).hasValue(380.5);
    assertThat(found.note(Metric.CARBON_GRAMS)).hasValue("at 380.5 g/kWh");
  }

  @Test
  void isUnknownWithoutEnergy() {
    Measurements found = measured("380", Measurements.NONE);
    assertThat(found.values()).isEmpty();
    assertThat(found.note(Metric.CARBON_GRAMS)).hasValue("no energy was measured");
  }

  @Test
  void isUnknownWithoutAnIntensity() {
    Measurements found = measured("", KILOWATT_HOUR);
    assertThat(found.values()).isEmpty();
    assertThat(found.note(Metric.CARBON_GRAMS))
        .hasValue("no intensity is set; SPARING_CARBON_INTENSITY has it in g/kWh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "much", "NaN", "Infinity"})
  void refusesWhatIsNoIntensity(String text) {
    Measurements found = measured(text, KILOWATT_HOUR);
    assertThat(found.values()).isEmpty();
    assertThat(found.note(Metric.CARBON_GRAMS))
        .hasValue("Invalid SPARING_CARBON_INTENSITY: " + text + "; expected grams a kilowatt-hour");
  }
}
