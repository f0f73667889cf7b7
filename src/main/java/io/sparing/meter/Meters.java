package io.sparing.meter;

import io.sparing.measure.Measurements;
import java.util.List;
import java.util.function.Function;

/** The meters of one trial. */
public final class Meters implements AutoCloseable {

  /** Every meter, those first whose readings others use. */
  private static final List<Function<Bench, Meter>> REGISTRY =
      List.of(
          bench -> new HostMemoryMeter(),
          DeviceMemoryMeter::at,
          EnergyMeter::at,
          CarbonMeter::new,
          MoneyMeter::new);

  private final List<Meter> meters;

  private Meters(List<Meter> meters) {
    this.meters = meters;
  }

  /** Returns all known meters for a trial that runs there. */
  public static Meters at(Bench bench) {
    return new Meters(REGISTRY.stream().map(meter -> meter.apply(bench)).toList());
  }

  /** Begins a phase of the trial. */
  public Meter.Reading start(Meter.Phase phase) {
    List<Meter.Reading> readings = meters.stream().map(meter -> meter.start(phase)).toList();
    return before -> end(readings, before);
  }

  private static Measurements end(List<Meter.Reading> readings, Measurements before) {
    Measurements found = Measurements.NONE;
    for (Meter.Reading reading : readings) {
      found = found.with(reading.end(before.with(found)));
    }
    return found;
  }

  /** Ends what measures in the background. */
  @Override
  public void close() {
    meters.forEach(Meter::close);
  }
}
