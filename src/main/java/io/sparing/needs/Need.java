package io.sparing.needs;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.text.Choice;
import io.sparing.trial.TrialResult;
import java.util.OptionalDouble;

/** A quantity that a trial needs of a machine and that rows measure. Always above zero. */
public enum Need {
  /**
   * 95th percentile of the time to answer one text, milliseconds; the median where it is lacking.
   */
  LATENCY_MILLIS {
    @Override
    public OptionalDouble of(TrialResult result) {
      OptionalDouble tail = result.measurements().find(Metric.LATENCY_P95);
      return tail.isPresent() ? tail : result.measurements().find(Metric.LATENCY_P50);
    }

    @Override
    double expected(Outline trial, Machine machine) {
      return machine.gpu()
          ? trial.size().model().layers()
          : 1e3 * Analytic.secondsToAnswer(trial, machine.threads());
    }
  },

  /** Largest memory while training and answering, GB of 10^9 bytes: the device's on a GPU. */
  MEMORY_GIGABYTES {
    @Override
    public OptionalDouble of(TrialResult result) {
      return scaled(
          result.measurements(),
          Machine.of(result).gpu() ? Metric.PEAK_DEVICE_BYTES : Metric.PEAK_HOST_BYTES,
          1e-9);
    }

    @Override
    double expected(Outline trial, Machine machine) {
      return 1e-9 * Analytic.hostBytes(trial);
    }
  },

  /** Seconds of training: alone on its device where that was measured, otherwise as they were. */
  TRAIN_SECONDS {
    @Override
    public OptionalDouble of(TrialResult result) {
      OptionalDouble alone = result.measurements().find(Metric.TRAIN_SECONDS_ALONE);
      return alone.isPresent() ? alone : result.measurements().find(Metric.TRAIN_SECONDS);
    }

    @Override
    double expected(Outline trial, Machine machine) {
      return Analytic.learningSeconds(trial, machine.threads());
    }
  },

  /** Device seconds of training: {@link #TRAIN_SECONDS} times devices; on a CPU times cores. */
  DEVICE_SECONDS {
    @Override
    public OptionalDouble of(TrialResult result) {
      OptionalDouble wall = scaled(result.measurements(), Metric.DEVICE_HOURS, 3_600);
      OptionalDouble alone = result.measurements().find(Metric.TRAIN_SECONDS_ALONE);
      return wall.isPresent() && alone.isPresent()
          ? OptionalDouble.of(alone.getAsDouble() * Machine.of(result).devices())
          : wall;
    }

    @Override
    double expected(Outline trial, Machine machine) {
      return machine.devices() * Analytic.learningSeconds(trial, machine.threads());
    }
  },

  /** Device seconds to answer one text, in batches. */
  ANSWER_DEVICE_SECONDS {
    @Override
    public OptionalDouble of(TrialResult result) {
      OptionalDouble speed = result.measurements().find(Metric.THROUGHPUT);
      double devices = Machine.of(result).devices();
      return speed.isPresent() && speed.getAsDouble() > 0
          ? OptionalDouble.of(devices / speed.getAsDouble())
          : OptionalDouble.empty();
    }

    @Override
    double expected(Outline trial, Machine machine) {
      return machine.devices() * Analytic.secondsToAnswer(trial, machine.threads());
    }
  },

  /** Wall seconds of the whole trial. */
  TOTAL_SECONDS {
    @Override
    public OptionalDouble of(TrialResult result) {
      return result.measurements().find(Metric.TOTAL_SECONDS);
    }

    @Override
    double expected(Outline trial, Machine machine) {
      return Analytic.seconds(trial, machine.threads());
    }
  },

  /** Joules of the whole trial. */
  ENERGY_JOULES {
    @Override
    public OptionalDouble of(TrialResult result) {
      return result.measurements().find(Metric.ENERGY_JOULES);
    }

    @Override
    double expected(Outline trial, Machine machine) {
      return Analytic.seconds(trial, machine.threads());
    }
  },

  /** Money for training, in the currency of the rows' price list. */
  TRAIN_COST {
    @Override
    public OptionalDouble of(TrialResult result) {
      return result.measurements().find(Metric.TRAIN_COST);
    }

    @Override
    double expected(Outline trial, Machine machine) {
      return machine.devices() * Analytic.learningSeconds(trial, machine.threads());
    }
  },

  /** Money for one answer, in batches. */
  ANSWER_COST {
    @Override
    public OptionalDouble of(TrialResult result) {
      return scaled(result.measurements(), Metric.COST_PER_1000_ANSWERS, 1e-3);
    }

    @Override
    double expected(Outline trial, Machine machine) {
      return machine.devices() * Analytic.secondsToAnswer(trial, machine.threads());
    }
  };

  /** Returns its name in files, which ends in the unit. */
  public String key() {
    return Choice.text(this);
  }

  /**
   * Finds a need by its key.
   *
   * @throws IllegalArgumentException if there is none; the message lists the known ones
   */
  public static Need find(String key) {
    return Choice.find(Need.class, "need", key);
  }

  /** Returns what a row measured, in the need's unit; empty where it did not. */
  public abstract OptionalDouble of(TrialResult result);

  /** Returns what the sizes alone suggest, in the need's unit up to a constant factor; above 0. */
  abstract double expected(Outline trial, Machine machine);

  private static OptionalDouble scaled(Measurements measured, Metric metric, double factor) {
    OptionalDouble value = measured.find(metric);
    return value.isPresent()
        ? OptionalDouble.of(factor * value.getAsDouble())
        : OptionalDouble.empty();
  }
}
