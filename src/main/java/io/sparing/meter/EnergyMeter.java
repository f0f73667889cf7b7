package io.sparing.meter;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.trial.DeviceKind;
import java.io.IOException;
import java.util.Optional;

/**
 * Measures the joules of a trial and of its training: those of the GPU, or of the processors' whole
 * packages. Nothing else of the machine is counted.
 */
final class EnergyMeter implements Meter {

  private static final long PERIOD_MILLIS = 250;

  /** Finds the counter, or says why there is none. */
  @FunctionalInterface
  interface CounterSource {
    EnergyCounter find() throws IOException;
  }

  private final CounterSource source;
  private final Optional<BusyTimes> busy;
  private EnergyCounter counter;
  private EnergyShare share;
  private Thread sampler;
  private volatile String reason;

  EnergyMeter(CounterSource source, Optional<BusyTimes> busy) {
    this.source = source;
    this.busy = busy;
  }

  static Meter at(Bench bench) {
    CounterSource source =
        bench.device() == DeviceKind.GPU
            ? () -> EnergyCounter.ofGpu(bench.environment())
            : () -> Rapl.open(Rapl.ROOT);
    return new EnergyMeter(source, bench.busy());
  }

  @Override
  public Reading start(Phase phase) {
    return switch (phase) {
      case TRIAL -> {
        open();
        yield reading(Metric.ENERGY_JOULES);
      }
      case TRAINING -> reading(Metric.TRAIN_ENERGY_JOULES);
      case ANSWERING -> Reading.NONE;
    };
  }

  private void open() {
    try {
      counter = source.find();
      share = new EnergyShare(counter, busy, System::nanoTime);
    } catch (IOException e) {
      reason = e.getMessage();
      return;
    }
    sampler = new Thread(this::sample, "sparing-energy");
    sampler.setDaemon(true);
    sampler.start();
  }

  private void sample() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        share.look();
      }
    } catch (IOException e) {
      reason = e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the trial has ended
    }
  }

  private Reading reading(Metric metric) {
    try {
      if (reason == null) {
        EnergyShare.Mark begin = share.mark();
        return before -> end(metric, begin);
      }
    } catch (IOException e) {
      reason = e.getMessage();
    }
    return before -> Measurements.NONE.noting(metric, reason);
  }

  private Measurements end(Metric metric, EnergyShare.Mark begin) {
    try {
      if (reason == null) {
        return found(metric, begin, share.mark());
      }
    } catch (IOException e) {
      reason = e.getMessage();
    }
    return Measurements.NONE.noting(metric, reason);
  }

  private Measurements found(Metric metric, EnergyShare.Mark begin, EnergyShare.Mark end) {
    double seconds = (end.nanos() - begin.nanos()) / 1e9;
    if (seconds < counter.shortestSeconds()) {
      return Measurements.NONE.noting(
          metric,
          "%.1f s are too short for the counter; at least %.1f s"
              .formatted(seconds, counter.shortestSeconds()));
    }
    if (end.mine() == begin.mine()) {
      return Measurements.NONE.noting(metric, "nothing was counted of the device's time");
    }
    Measurements found = Measurements.NONE.with(metric, end.joules() - begin.joules());
    return how(begin, end).map(note -> found.noting(metric, note)).orElse(found);
  }

  private Optional<String> how(EnergyShare.Mark begin, EnergyShare.Mark end) {
    if (busy.isEmpty()) {
      return Optional.of("all that the device took meanwhile");
    }
    boolean shared = end.all() - begin.all() > end.mine() - begin.mine();
    return shared ? Optional.of("apportioned") : Optional.empty();
  }

  @Override
  public void close() {
    if (sampler != null) {
      sampler.interrupt();
    }
  }
}
