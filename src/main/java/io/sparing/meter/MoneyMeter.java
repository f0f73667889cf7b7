package io.sparing.meter;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.money.Prices;
import io.sparing.money.PricesParser;
import io.sparing.money.Rate;
import io.sparing.money.Rental;
import io.sparing.nvml.NvmlException;
import io.sparing.nvml.VisibleGpu;
import io.sparing.trial.DeviceKind;
import java.util.OptionalDouble;

/**
 * Says what a trial costs: what was measured before, times hourly prices. A GPU is paid for as a
 * whole, a CPU by the trial's threads and by host memory at its peak.
 */
final class MoneyMeter implements Meter {

  private static final double ANSWERS = 1_000;
  private static final double BYTES_A_GIGABYTE = 1e9;

  private final Bench bench;
  private final Prices prices;
  private final String gpu;

  /** Makes a meter of a trial that runs there, on the GPU of this process if it runs on one. */
  MoneyMeter(Bench bench) {
    this(bench, PricesParser.of(bench.environment()), gpu(bench));
  }

  MoneyMeter(Bench bench, Prices prices, String gpu) {
    this.bench = bench;
    this.prices = prices;
    this.gpu = gpu;
  }

  /** Returns the GPU's name; empty where there is none or its driver does not say. */
  private static String gpu(Bench bench) {
    try {
      return bench.device() == DeviceKind.GPU ? VisibleGpu.of(bench.environment()).name() : "";
    } catch (NvmlException e) {
      return "";
    }
  }

  @Override
  public Reading start(Phase phase) {
    return phase == Phase.TRIAL ? this::cost : Reading.NONE;
  }

  private Measurements cost(Measurements before) {
    OptionalDouble speed = before.find(Metric.THROUGHPUT);
    OptionalDouble answering =
        speed.isPresent() && speed.getAsDouble() > 0
            ? OptionalDouble.of(ANSWERS / speed.getAsDouble())
            : OptionalDouble.empty();
    return cost(
            Metric.TRIAL_COST, before.find(Metric.TOTAL_SECONDS), Metric.PEAK_HOST_BYTES, before)
        .with(
            cost(
                Metric.TRAIN_COST,
                before.find(Metric.TRAIN_SECONDS),
                Metric.PEAK_HOST_BYTES,
                before))
        .with(cost(Metric.COST_PER_1000_ANSWERS, answering, Metric.INFERENCE_HOST_BYTES, before));
  }

  private Measurements cost(
      Metric metric, OptionalDouble seconds, Metric memory, Measurements before) {
    if (seconds.isEmpty()) {
      return Measurements.NONE;
    }
    OptionalDouble bytes = before.find(memory);
    if (bench.device() == DeviceKind.CPU && bytes.isEmpty()) {
      return Measurements.NONE.noting(
          metric, "%s was not measured, which has a price".formatted(memory.column()));
    }
    Rate rate = prices.rate(rental(bytes.orElse(0)));
    Measurements noted = Measurements.NONE.noting(metric, rate.note());
    OptionalDouble cost = rate.of(seconds.getAsDouble());
    return cost.isPresent() ? noted.with(metric, cost.getAsDouble()) : noted;
  }

  private Rental rental(double bytes) {
    return bench.device() == DeviceKind.GPU
        ? Rental.ofGpu(gpu)
        : Rental.ofCpu(bench.threads(), bytes / BYTES_A_GIGABYTE);
  }
}
