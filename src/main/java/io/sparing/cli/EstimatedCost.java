package io.sparing.cli;

import io.sparing.money.Prices;
import io.sparing.money.Rate;
import io.sparing.money.Rental;
import io.sparing.needs.Expectation;
import io.sparing.needs.Interval;
import io.sparing.trial.DeviceKind;
import java.util.Optional;

/**
 * What a trial should cost.
 *
 * @param amount in the price list's currency; empty if there is no price
 * @param note by which prices; or why there is none
 */
record EstimatedCost(Optional<Interval> amount, String note) {

  private static final double BYTES_A_GIGABYTE = 1e9;

  /**
   * Works it out.
   *
   * @param gpu name of the GPU, which is of no meaning on a CPU
   * @param threads native threads on a CPU
   */
  static EstimatedCost of(
      Prices prices, DeviceKind device, String gpu, int threads, Expectation expected) {
    if (device == DeviceKind.GPU) {
      return of(prices.rate(Rental.ofGpu(gpu)), expected.seconds());
    }
    Interval bytes = expected.hostBytes();
    Rate rate = prices.rate(Rental.ofCpu(threads, bytes.estimate() / BYTES_A_GIGABYTE));
    return of(rate, expected.seconds());
  }

  private static EstimatedCost of(Rate rate, Interval seconds) {
    Optional<Interval> amount =
        rate.perHour().isPresent()
            ? Optional.of(seconds.times(rate.of(1).getAsDouble()))
            : Optional.empty();
    return new EstimatedCost(amount, rate.note());
  }
}
