package io.sparing.needs;

import io.sparing.trial.TrialSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the needs of one machine compare with those of another, from the calibration trials. The
 * factor of a need is the median of measured over foreseen, in logarithms, of trials of one kind of
 * {@link Work} where there are two or more. It grows or falls with how long a call takes, since
 * many cores help little with small calls: short texts, few at a time.
 */
public final class Scaling {

  /** A trial that was foreseen with a wider interval, in logarithms, says nothing. */
  private static final double WIDEST = Math.log(2);

  /** Texts that are answered at a time where throughput is measured. */
  private static final int TOGETHER = Assumptions.INFERENCE_BATCH;

  private final int devices;
  private final Map<Need, Levels> levels = new EnumMap<>(Need.class);

  private Scaling(NeedsReference from, MachineCalibration to) {
    devices = from.machine().devices();
    Map<Need, List<Levels.Ratio>> ratios = new EnumMap<>(Need.class);
    for (MachineCalibration.Trial trial : to.trials()) {
      Map<Need, Interval> foreseen = from.calibration().getOrDefault(trial.id(), Map.of());
      CalibrationTrials.find(trial.id())
          .ifPresent(spec -> compare(spec, foreseen, trial.needs(), ratios));
    }
    double more = Math.log((double) to.machine().devices() / devices);
    ratios.forEach((need, own) -> levels.put(need, Levels.of(own, alike(need, ratios, more))));
  }

  /** Compares two machines by the trials that both have. */
  public static Scaling of(NeedsReference from, MachineCalibration to) {
    return new Scaling(from, to);
  }

  private void compare(
      TrialSpec spec,
      Map<Need, Interval> foreseen,
      Map<Need, Double> measured,
      Map<Need, List<Levels.Ratio>> ratios) {
    measured.forEach(
        (need, value) -> {
          Interval expected = foreseen.get(need);
          if (value > 0 && expected != null && expected.half() <= WIDEST) {
            Work work = Work.of(need, Workload.of(spec));
            ratios
                .computeIfAbsent(need, key -> new ArrayList<>())
                .add(
                    new Levels.Ratio(
                        work.kind(),
                        length(need, work, expected.estimate()),
                        Math.log(value / expected.estimate()),
                        expected.half()));
          }
        });
  }

  /** Returns the logarithm of how long a call takes, in some unit. */
  private double length(Need need, Work work, double value) {
    double batch = need == Need.ANSWER_DEVICE_SECONDS ? 1e3 * TOGETHER / devices : 1;
    return Math.log(batch * value / work.calls());
  }

  /**
   * Returns what tells of a slope. Answers one by one and in batches are calls of two lengths;
   * memory, which calls do not take, has none.
   */
  private static List<Levels.Ratio> alike(
      Need need, Map<Need, List<Levels.Ratio>> ratios, double more) {
    List<Levels.Ratio> single = ratios.getOrDefault(Need.LATENCY_MILLIS, List.of());
    List<Levels.Ratio> batches =
        ratios.getOrDefault(Need.ANSWER_DEVICE_SECONDS, List.of()).stream()
            .map(ratio -> ratio.less(more))
            .toList();
    return switch (need) {
      case LATENCY_MILLIS, ANSWER_DEVICE_SECONDS ->
          Stream.concat(single.stream(), batches.stream()).toList();
      case MEMORY_GIGABYTES -> List.of();
      default -> ratios.get(need);
    };
  }

  /** Returns whether needs of the one machine are those of the other, so that nothing is scaled. */
  public static boolean same(NeedsReference from, MachineCalibration to) {
    return from.machine().same(to.machine());
  }

  /**
   * Returns the factor of a need; empty where no trial tells.
   *
   * @param value of the need on the machine of the rows, above 0
   */
  public Optional<Scale> find(Need need, Work work, double value) {
    return value > 0
        ? Optional.ofNullable(levels.get(need))
            .map(known -> known.at(work.kind(), length(need, work, value)))
        : Optional.empty();
  }
}
