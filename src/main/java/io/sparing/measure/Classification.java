package io.sparing.measure;

import java.util.EnumMap;
import java.util.Map;

/** Measures the quality of predicted classes. */
public final class Classification {

  private Classification() {}

  /**
   * Returns every metric that is computed of predicted classes, which its line in {@link Metric}
   * says.
   *
   * @param expected the right classes, from 0
   * @param predicted as many predicted classes
   * @param classes how many classes there are
   * @throws IllegalArgumentException if there are no rows, or not one prediction a row
   */
  public static Measurements of(int[] expected, int[] predicted, int classes) {
    Confusion counts = Confusion.of(expected, predicted, classes);
    Map<Metric, Double> scores = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      metric.score(counts).ifPresent(score -> scores.put(metric, score));
    }
    return new Measurements(scores);
  }
}
