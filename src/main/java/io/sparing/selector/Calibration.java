package io.sparing.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Says from how often a choice is within a point of the oracle on the data sets it was learned from
 * how often it will be on data not seen. It is a line fitted to what happened on left-out data
 * sets, whose slope is pulled towards zero where these are few.
 */
final class Calibration {

  private static final int BINS = 5;

  /** How many data sets of evidence for a slope of zero the line starts with. */
  private static final double PULL = 1;

  private final double base;
  private final double mean;
  private final double slope;

  /**
   * What happened in one environment of a left-out data set.
   *
   * @param share of the other data sets on which the choice is within a point of the oracle
   * @param right whether it was on this one; a share where it was scored more than once
   */
  record Point(String dataset, double share, double right) {}

  private Calibration(double base, double mean, double slope) {
    this.base = base;
    this.mean = mean;
    this.slope = slope;
  }

  static Calibration of(List<Point> points) {
    TreeMap<String, List<Point>> groups = new TreeMap<>();
    points.forEach(p -> groups.computeIfAbsent(p.dataset(), d -> new ArrayList<>()).add(p));
    double shares = 0;
    double rights = 0;
    for (List<Point> group : groups.values()) {
      shares += group.stream().mapToDouble(Point::share).average().orElse(0) / groups.size();
      rights += group.stream().mapToDouble(Point::right).average().orElse(0) / groups.size();
    }
    double product = 0;
    double square = 0;
    for (List<Point> group : groups.values()) {
      for (Point p : group) {
        product += (p.share() - shares) * (p.right() - rights) / group.size();
        square += (p.share() - shares) * (p.share() - shares) / group.size();
      }
    }
    double slope = product / (square + PULL * Math.max(square / groups.size(), 1e-9));
    return new Calibration(rights, shares, Math.max(0, slope));
  }

  /** Returns the confidence, 0 to 1. */
  double confidence(double share) {
    return Math.max(0, Math.min(1, base + slope * (share - mean)));
  }

  /**
   * Returns stated and observed confidence side by side, each data set by the line of the others.
   */
  static List<Grade.Bin> reliability(List<Point> points) {
    List<String> datasets = points.stream().map(Point::dataset).distinct().toList();
    double[] stated = new double[BINS];
    double[] right = new double[BINS];
    int[] count = new int[BINS];
    for (String dataset : datasets) {
      Calibration others = of(points.stream().filter(p -> !p.dataset().equals(dataset)).toList());
      for (Point p : points) {
        if (p.dataset().equals(dataset)) {
          double confidence = others.confidence(p.share());
          int bin = Math.min(BINS - 1, (int) (confidence * BINS));
          stated[bin] += confidence;
          right[bin] += p.right();
          count[bin]++;
        }
      }
    }
    List<Grade.Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (count[bin] > 0) {
        bins.add(new Grade.Bin(stated[bin] / count[bin], right[bin] / count[bin], count[bin]));
      }
    }
    return bins;
  }
}
