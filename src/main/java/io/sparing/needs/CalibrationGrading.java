package io.sparing.needs;

import io.sparing.measure.Percentiles;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How far needs that are foreseen for a machine lie from its own rows, where they come from rows of
 * another machine and its calibration.
 *
 * @param from the machine of the rows that are fitted
 * @param to the machine that is graded
 * @param scaling how they compare
 * @param lines one for each need that both measured
 */
public record CalibrationGrading(
    NeedsReference from, MachineCalibration to, Scaling scaling, List<Line> lines) {

  /** What is graded, in this order. */
  private static final List<Need> GRADED =
      List.of(
          Need.LATENCY_MILLIS,
          Need.MEMORY_GIGABYTES,
          Need.TRAIN_SECONDS,
          Need.ANSWER_DEVICE_SECONDS);

  /** Copies the list. */
  public CalibrationGrading {
    lines = List.copyOf(lines);
  }

  /**
   * A need.
   *
   * @param scaled estimates by the calibration
   * @param plain estimates as the other machine needs it
   */
  public record Line(Grading scaled, Grading plain) {

    /** Returns the factor of scaling that a share of the trials has at most. */
    public double factor(double share) {
      List<Double> factors = new ArrayList<>();
      for (int i = 0; i < scaled.points().size(); i++) {
        double before = plain.points().get(i).expected().estimate();
        factors.add(scaled.points().get(i).expected().estimate() / before);
      }
      return Percentiles.of(factors, 100 * share);
    }
  }

  /**
   * Grades needs of one machine by rows of another.
   *
   * @param rows of the other machine, any
   * @param own rows of the graded machine: those of its calibration trials scale, and all others
   *     that ran with as many threads are compared
   * @param ofData whether needs are foreseen of the data set that is asked about, as its rows on
   *     the other machine tell, or of a setup on any data, as rules foresee them
   * @throws IllegalArgumentException if either lacks such rows
   */
  public static CalibrationGrading of(
      List<TrialResult> rows, List<TrialResult> own, DeviceKind device, boolean ofData) {
    List<TrialResult> fitted = of(rows, device);
    MachineCalibration to = MachineCalibration.of(of(own, device), 0, "");
    List<TrialResult> graded =
        of(own, device).stream()
            .filter(row -> !CalibrationTrials.has(row.spec().id()))
            .filter(row -> Machine.of(row).equals(to.machine()))
            .toList();
    if (fitted.isEmpty() || graded.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot grade a calibration: %d trials of a %s to fit and %d trials on %s to compare;"
                  .formatted(fitted.size(), device.text(), graded.size(), to.machine().words())
              + " expected both");
    }
    Machine machine = Machine.commonest(fitted.stream().map(Machine::of).toList());
    NeedsTable table = ofData ? NeedsTable.ofData(fitted) : NeedsTable.of(fitted);
    NeedsModel model = table.fit();
    NeedsReference from = NeedsReference.of(fitted, machine);
    Scaling scaling = Scaling.of(from, to);
    List<Line> lines = new ArrayList<>();
    for (Need need : GRADED) {
      Line line = line(need, model, from, scaling, graded);
      if (!line.scaled().points().isEmpty()) {
        lines.add(line);
      }
    }
    return new CalibrationGrading(from, to, scaling, lines);
  }

  private static List<TrialResult> of(List<TrialResult> rows, DeviceKind device) {
    return rows.stream()
        .filter(row -> row.ok() && Machine.of(row).device().equals(device.text()))
        .toList();
  }

  private static Line line(
      Need need, NeedsModel model, NeedsReference from, Scaling scaling, List<TrialResult> graded) {
    List<Grading.Point> scaled = new ArrayList<>();
    List<Grading.Point> plain = new ArrayList<>();
    for (TrialResult row : graded) {
      Workload workload = Workload.of(row);
      OptionalDouble measured = need.of(row);
      Optional<Interval> foreseen = model.predict(need, workload, from.machine());
      Optional<Scale> scale =
          foreseen.flatMap(
              interval -> scaling.find(need, Work.of(need, workload), interval.estimate()));
      if (measured.isPresent() && measured.getAsDouble() > 0 && scale.isPresent()) {
        Function<Interval, Grading.Point> point =
            expected -> new Grading.Point(measured.getAsDouble(), expected, row.spec().maxLength());
        scaled.add(point.apply(scale.get().of(foreseen.get())));
        plain.add(point.apply(foreseen.get()));
      }
    }
    return new Line(
        new Grading(need.key(), from.rows(), scaled), new Grading(need.key(), from.rows(), plain));
  }

  /** Returns the gradings of all needs as one. */
  public Line all() {
    return new Line(
        together(lines.stream().map(Line::scaled).toList()),
        together(lines.stream().map(Line::plain).toList()));
  }

  private Grading together(List<Grading> gradings) {
    return new Grading(
        "all",
        from.rows(),
        gradings.stream().flatMap(grading -> grading.points().stream()).toList());
  }
}
