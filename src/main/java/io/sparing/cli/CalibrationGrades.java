package io.sparing.cli;

import io.sparing.needs.CalibrationGrading;
import io.sparing.needs.Grading;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.TrialResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Shows how far needs that a calibration scales lie from what was measured. */
final class CalibrationGrades {

  /** How close an estimate shall be. */
  private static final double CLOSE = 1.3;

  private CalibrationGrades() {}

  /**
   * Prints how the machines compare, then a line for each need.
   *
   * @param rows of the other machine
   * @param own rows of the graded machine, calibration trials among them
   */
  static void show(
      List<TrialResult> rows, List<TrialResult> own, DeviceKind device, PrintWriter out) {
    CalibrationGrading known = CalibrationGrading.of(rows, own, device, true);
    out.printf(
        "From %d trials on %s%nto %s by %d calibration trials.%n",
        known.from().rows(),
        known.from().machine().words(),
        known.to().machine().words(),
        known.to().trials().size());
    out.printf("%nOf data sets whose rows are known there:%n%s%n", table(known));
    out.printf(
        "%nOf setups on any data, as rules foresee them:%n%s%n",
        table(CalibrationGrading.of(rows, own, device, false)));
    out.flush();
  }

  private static String table(CalibrationGrading grading) {
    TextTable table =
        new TextTable(
            List.of(
                "need",
                "trials",
                "within 1.3",
                "median error",
                "90th percentile",
                "in interval",
                "within 1.3 unscaled",
                "factor 10th",
                "median",
                "90th"));
    grading.lines().forEach(line -> table.add(row(line)));
    if (!grading.lines().isEmpty()) {
      table.add(row(grading.all()));
    }
    return table.render();
  }

  private static List<String> row(CalibrationGrading.Line line) {
    Grading scaled = line.scaled();
    return List.of(
        scaled.quantity(),
        String.valueOf(scaled.points().size()),
        percent(scaled.within(CLOSE)),
        percent(scaled.error(0.5)),
        percent(scaled.error(0.9)),
        percent(scaled.inside()),
        percent(line.plain().within(CLOSE)),
        digits(line.factor(0.1)),
        digits(line.factor(0.5)),
        digits(line.factor(0.9)));
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
