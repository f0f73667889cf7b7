package io.sparing.needs;

import io.sparing.trial.DeviceKind;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Teachers;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Says beforehand what a trial will need: from the model's sizes, the strategy and the settings,
 * and rows that come with Sparing, and from measured rows of the machine once it is {@link
 * #calibrate calibrated}.
 */
public final class Estimator {

  private final DeviceKind device;
  private final int cores;
  private final MemoryModels memory;
  private final TimeModel time;
  private final DataFacts data;
  private final String hardware;
  private final int rows;

  private Estimator(DeviceKind device, int cores, List<TrialResult> known) {
    boolean gpu = device == DeviceKind.GPU;
    this.device = device;
    this.cores = cores;
    this.memory = MemoryModels.fit(known, gpu);
    this.time = TimeModel.fit(known.stream().flatMap(row -> timed(row).stream()).toList(), gpu);
    this.data = DataFacts.of(known);
    this.hardware =
        known.stream()
            .reduce((earlier, later) -> later)
            .map(result -> Machine.of(result).hardware())
            .orElse("");
    this.rows = known.size();
  }

  /**
   * Returns an estimator that has seen no result of the machine.
   *
   * @param cores that one trial has to itself, at least 1
   */
  public static Estimator of(DeviceKind device, int cores) {
    if (cores < 1) {
      throw new IllegalArgumentException("Invalid cores: %d; expected at least 1".formatted(cores));
    }
    return new Estimator(device, cores, List.of());
  }

  /**
   * Returns an estimator whose seconds and memory follow these results; the more of them are like a
   * trial, the closer. Results of other kinds of device, of models that have gone, and of trials
   * that did not end say nothing, except of trials that were too late.
   */
  public Estimator calibrate(List<TrialResult> results) {
    return new Estimator(device, cores, results.stream().filter(this::speaks).toList());
  }

  private boolean speaks(TrialResult result) {
    return (result.ok() || result.category() == FailureCategory.TIMEOUT)
        && Machine.of(result).gpu() == (device == DeviceKind.GPU)
        && Outline.find(result.spec()).isPresent();
  }

  private static Optional<TimeModel.Row> timed(TrialResult result) {
    OptionalDouble seconds = NeedsTable.seconds(result);
    Optional<Outline> outline = Outline.find(Workload.of(result));
    return seconds.isEmpty() || outline.isEmpty() || seconds.getAsDouble() <= 0
        ? Optional.empty()
        : Optional.of(
            new TimeModel.Row(
                outline.get(), Machine.of(result), seconds.getAsDouble(), !result.ok()));
  }

  /** Returns from how many measured trials of the machine it estimates. */
  public int rows() {
    return rows;
  }

  /**
   * Returns what a trial is expected to need.
   *
   * @throws IllegalArgumentException if its model or strategy is unknown
   */
  public Expectation expect(TrialSpec spec) {
    return expect(spec, OptionalInt.empty(), OptionalLong.empty());
  }

  /**
   * Returns the same of a trial whose data set has other classes or training rows than are known of
   * it.
   */
  public Expectation expect(TrialSpec spec, OptionalInt otherClasses, OptionalLong otherRows) {
    OptionalInt classes = otherClasses.isPresent() ? otherClasses : data.classes(spec);
    Outline trial = Outline.of(spec, classes, otherRows);
    return new Expectation(
        time.predict(trial, new Machine(device.text(), hardware, cores)),
        peak(memory.host(), trial),
        memory.device().map(model -> peak(model, trial)),
        trial.size().weightBytes(trial.numbers(), trial.cost()),
        trial.trainable());
  }

  /** A teacher trains in the same process, before. */
  private Interval peak(MemoryModel model, Outline trial) {
    Optional<Integer> longest = data.longest(trial.spec());
    Interval own = model.predict(MemoryShape.of(trial, longest));
    return Teachers.of(trial.spec())
        .map(teacher -> Outline.of(teacher, trial.size().classes(), trial.rows()))
        .map(teacher -> own.most(model.predict(MemoryShape.of(teacher, longest))))
        .orElse(own);
  }
}
