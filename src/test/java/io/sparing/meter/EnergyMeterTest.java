package io.sparing.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.nvml.FakeDriver;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnergyMeterTest {

  private static final class FakeCounter implements EnergyCounter {

    private double joules;
    private int reads;
    private volatile boolean broken;
    private double shortest;

    synchronized void take(double more) {
      joules += more;
    }

    synchronized int reads() {
      return reads;
    }

    @Override
    public synchronized double joules() throws IOException {
      reads++;
      if (broken) {
        throw new IOException("no permission");
      }
      return joules;
    }

    @Override
    public double shortestSeconds() {
      return shortest;
    }
  }

  private final FakeCounter counter = new FakeCounter();
  private final AtomicLong mine = new AtomicLong();
  private final AtomicLong all = new AtomicLong();
  private final BusyTimes busy = new BusyTimes(mine::get, all::get);
  private Meter meter = new EnergyMeter(() -> counter, Optional.empty());

  @AfterEach
  void close() {
    meter.close();
  }

  private Measurements measure(Runnable work) {
    Meter.Reading whole = meter.start(Meter.Phase.TRIAL);
    counter.take(10);
    Meter.Reading training = meter.start(Meter.Phase.TRAINING);
    work.run();
    Measurements found = training.end(Measurements.NONE);
    return found.with(whole.end(found));
  }

  @Test
  void aTrialHasTheJoulesOfItsTrainingAndOfTheRest() {
    Measurements found = measure(() -> counter.take(32));
    assertThat(found.find(Metric.ENERGY_JOULES)).hasValue(42);
    assertThat(found.find(Metric.TRAIN_ENERGY_JOULES)).hasValue(32);
    assertThat(found.note(Metric.ENERGY_JOULES)).hasValue("all that the device took meanwhile");
  }

  @Test
  void aTrialInCompanyHasItsShareAndSaysSo() {
    meter = new EnergyMeter(() -> counter, Optional.of(busy));
    long hour = 3_600_000_000_000L; // more than passes, so the device is never idle
    Measurements found =
        measure(
            () -> {
              counter.take(100);
              mine.addAndGet(hour);
              all.addAndGet(4 * hour);
            });
    assertThat(found.find(Metric.TRAIN_ENERGY_JOULES)).hasValue(25);
    assertThat(found.note(Metric.TRAIN_ENERGY_JOULES)).hasValue("apportioned");
  }

  @Test
  void aTrialWhoseWorkIsNotCountedHasNone() {
    meter = new EnergyMeter(() -> counter, Optional.of(busy));
    Measurements found = measure(() -> all.addAndGet(1));
    assertThat(found.values()).isEmpty();
    assertThat(found.note(Metric.ENERGY_JOULES))
        .hasValue("nothing was counted of the device's time");
  }

  @Test
  void aWindowThatIsTooShortHasNone() {
    counter.shortest = 600;
    Measurements found = measure(() -> counter.take(1));
    assertThat(found.values()).isEmpty();
    assertThat(found.note(Metric.ENERGY_JOULES))
        .hasValue("0.0 s are too short for the counter; at least 600.0 s");
  }

  @Test
  void aMachineWithoutACounterHasAReason() {
    meter =
        new EnergyMeter(
            () -> {
              throw new IOException("no counter");
            },
            Optional.empty());
    Measurements found = measure(() -> {});
    assertThat(found.values()).isEmpty();
    assertThat(found.note(Metric.ENERGY_JOULES)).hasValue("no counter");
    assertThat(found.note(Metric.TRAIN_ENERGY_JOULES)).hasValue("no counter");
  }

  @Test
  void aCounterThatBreaksOffHasAReason() {
    Measurements found = measure(() -> counter.broken = true);
    assertThat(found.values()).isEmpty();
    assertThat(found.note(Metric.ENERGY_JOULES)).hasValue("no permission");
  }

  @Test
  void looksAtTheCounterUntilTheTrialHasEnded() throws InterruptedException {
    meter.start(Meter.Phase.TRIAL);
    int begin = counter.reads();
    for (int i = 0; i < 100 && counter.reads() == begin; i++) {
      Thread.sleep(50);
    }
    assertThat(counter.reads()).isGreaterThan(begin);
    meter.close();
    Thread.sleep(50);
    int end = counter.reads();
    Thread.sleep(600);
    assertThat(counter.reads()).isEqualTo(end);
  }

  @Test
  void readsTheCounterOfAGpu() throws IOException {
    FakeDriver driver = new FakeDriver();
    driver.millijoules = 1_500;
    EnergyCounter gpu = EnergyCounter.of(driver.open().gpus().get(0));
    assertThat(gpu.joules()).isEqualTo(1.5);
  }
}
