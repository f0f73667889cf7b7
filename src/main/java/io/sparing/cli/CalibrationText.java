package io.sparing.cli;

import io.sparing.measure.Metric;
import io.sparing.needs.MachineCalibration;
import io.sparing.needs.Need;
import java.util.List;
import java.util.Locale;

/** What was measured of a machine, a line a trial. */
final class CalibrationText {

  private CalibrationText() {}

  static String render(MachineCalibration calibration) {
    TextTable table =
        new TextTable(
            List.of(
                "trial",
                "answer p50 ms",
                "answer p95 ms",
                "answers a second",
                "step ms",
                "training s",
                "memory GB"));
    for (MachineCalibration.Trial trial : calibration.trials()) {
      table.add(
          List.of(
              trial.label(),
              digits(trial.measured().get(Metric.LATENCY_P50)),
              digits(trial.measured().get(Metric.LATENCY_P95)),
              digits(trial.measured().get(Metric.THROUGHPUT)),
              digits(trial.measured().get(Metric.STEP_MILLIS_ALONE)),
              digits(trial.needs().get(Need.TRAIN_SECONDS)),
              digits(trial.needs().get(Need.MEMORY_GIGABYTES))));
    }
    return table.render();
  }

  private static String digits(Double value) {
    if (value == null) {
      return "–";
    }
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }
}
