package io.sparing.budget;

import io.sparing.measure.Metric;
import io.sparing.money.Prices;
import io.sparing.money.Rental;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.Provenance;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What trials take on machines of one kind. Time is wall time of the trial's worker, waits for a
 * turn included: the machine is paid for meanwhile.
 *
 * @param prices of an hour; what has none costs nothing here, so a budget of money must be refused
 * @param rental what a trial has to itself, without its host memory
 * @param watts the most that the device draws; 0 where that is not known
 * @param gigabytes host memory that a trial takes at most
 */
public record MachineTariff(
    Prices prices, Rental rental, double watts, ToDoubleFunction<TrialSpec> gigabytes)
    implements Tariff {

  private static final double SECONDS_AN_HOUR = 3_600;
  private static final double JOULES_A_KWH = 3.6e6;
  private static final double BYTES_A_GIGABYTE = 1e9;

  @Override
  public Amounts most(TrialSpec spec, double seconds) {
    return new Amounts(
        money(with(gigabytes.applyAsDouble(spec)), seconds),
        rental.devices() * seconds / SECONDS_AN_HOUR,
        watts * seconds / JOULES_A_KWH);
  }

  @Override
  public Amounts of(TrialResult result) {
    Provenance from = result.provenance();
    double seconds = Duration.between(from.startedAt(), from.finishedAt()).toNanos() / 1e9;
    Rental used = used(result);
    OptionalDouble joules = result.measurements().find(Metric.ENERGY_JOULES);
    return new Amounts(
        money(used, seconds),
        used.devices() * seconds / SECONDS_AN_HOUR,
        joules.orElse(watts * seconds) / JOULES_A_KWH);
  }

  @Override
  public String currency() {
    return prices.currency();
  }

  /** A GPU of an earlier run whose name has no price is taken for one of this run. */
  private Rental used(TrialResult result) {
    Provenance from = result.provenance();
    if (from.device().equals(DeviceKind.CPU.text())) {
      OptionalDouble peak = result.measurements().find(Metric.PEAK_HOST_BYTES);
      double memory =
          peak.isPresent()
              ? peak.getAsDouble() / BYTES_A_GIGABYTE
              : gigabytes.applyAsDouble(result.spec());
      return Rental.ofCpu(from.threads(), memory);
    }
    Rental gpu = Rental.ofGpu(from.hardware());
    return prices.rate(gpu).perHour().isPresent() ? gpu : rental;
  }

  private double money(Rental of, double seconds) {
    return prices.rate(of).of(seconds).orElse(0);
  }

  private Rental with(double memory) {
    return rental.device() == DeviceKind.CPU ? Rental.ofCpu(rental.cores(), memory) : rental;
  }
}
