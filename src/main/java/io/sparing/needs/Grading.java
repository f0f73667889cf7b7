package io.sparing.needs;

import io.sparing.measure.Metric;
import io.sparing.train.TrainingSettings;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How far estimates lie from what was measured of trials whose shapes (model, longest text, batch)
 * they have not seen.
 *
 * @param quantity the column that was measured
 * @param fitted how many trials the estimates come from
 * @param points the held-out trials
 */
public record Grading(String quantity, int fitted, List<Point> points) {

  /** Spreads hash codes over all bits (Knuth's multiplicative hashing). */
  private static final int MIX = 0x9E3779B9;

  /**
   * A held-out trial.
   *
   * @param measured what it took
   * @param expected what it was expected to take
   * @param length longest text in tokens
   */
  public record Point(double measured, Interval expected, int length) {

    /** Returns the relative error, above 0. */
    double error() {
      return Math.abs(expected.estimate() / measured - 1);
    }
  }

  /** Copies the points. */
  public Grading {
    points = List.copyOf(points);
  }

  /** Returns whether a trial's shape belongs to the half that is not fitted. */
  public static boolean heldOut(TrialSpec spec) {
    int batch = spec.training().map(TrainingSettings::batchSize).orElse(0);
    String model = spec.model().substring(spec.model().lastIndexOf('/') + 1);
    String shape = "%s %d %d".formatted(model, spec.maxLength(), batch);
    return shape.hashCode() * MIX < 0;
  }

  /**
   * Grades estimates of all that trials of a kind of device measured: peaks of memory and seconds.
   *
   * @throws IllegalArgumentException if there are no such trials in one half of the shapes
   */
  public static List<Grading> of(List<TrialResult> results, DeviceKind device) {
    List<TrialResult> ended =
        results.stream()
            .filter(result -> result.ok() && Machine.of(result).device().equals(device.text()))
            .toList();
    List<TrialResult> fitted = ended.stream().filter(row -> !heldOut(row.spec())).toList();
    List<TrialResult> unseen = ended.stream().filter(row -> heldOut(row.spec())).toList();
    if (fitted.isEmpty() || unseen.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot grade estimates: %d trials of a %s to fit and %d to hold out; expected both"
              .formatted(fitted.size(), device.text(), unseen.size()));
    }
    Estimator estimator =
        Estimator.of(device, Machine.of(ended.get(0)).threads()).calibrate(fitted);
    return List.of(
            grade(Metric.PEAK_HOST_BYTES, estimator, unseen, e -> Optional.of(e.hostBytes())),
            grade(Metric.PEAK_DEVICE_BYTES, estimator, unseen, Expectation::deviceBytes),
            grade(Metric.TOTAL_SECONDS, estimator, unseen, e -> Optional.of(e.seconds())))
        .stream()
        .filter(grading -> !grading.points().isEmpty())
        .toList();
  }

  private static Grading grade(
      Metric metric,
      Estimator estimator,
      List<TrialResult> unseen,
      Function<Expectation, Optional<Interval>> quantity) {
    List<Point> points =
        unseen.stream()
            .filter(row -> row.measurements().find(metric).isPresent())
            .flatMap(
                row ->
                    quantity.apply(estimator.expect(row.spec())).stream()
                        .map(interval -> point(row, metric, interval)))
            .toList();
    return new Grading(metric.column(), estimator.rows(), points);
  }

  private static Point point(TrialResult row, Metric metric, Interval interval) {
    return new Point(
        row.measurements().find(metric).getAsDouble(), interval, row.spec().maxLength());
  }

  /** Returns the relative error below which such a share of the trials lies. */
  public double error(double share) {
    return quantile(points.stream().mapToDouble(Point::error).toArray(), share);
  }

  /** Returns the upper end over the estimate, in the median. */
  public double width() {
    double[] widths =
        points.stream().mapToDouble(p -> p.expected().high() / p.expected().estimate()).toArray();
    return quantile(widths, 0.5);
  }

  /** Returns the share of the trials that took no more than the upper end. */
  public double below() {
    return share(point -> point.measured() <= point.expected().high());
  }

  /** Returns the share of the trials that lie in the interval. */
  public double inside() {
    return share(
        point ->
            point.measured() >= point.expected().low()
                && point.measured() <= point.expected().high());
  }

  /** Returns the share of the trials that lie within a factor of the estimate. */
  public double within(double factor) {
    return share(
        point -> {
          double ratio = point.measured() / point.expected().estimate();
          return ratio <= factor && ratio >= 1 / factor;
        });
  }

  /** Returns the grading of the trials with texts of so many tokens or more. */
  public Grading longer(int tokens) {
    return new Grading(
        quantity, fitted, points.stream().filter(point -> point.length() >= tokens).toList());
  }

  private double share(Predicate<Point> holds) {
    return points.stream().filter(holds).count() / (double) points.size();
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
