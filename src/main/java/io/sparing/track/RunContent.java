package io.sparing.track;

import java.util.List;
import java.util.Map;

/**
 * What a run of MLflow holds beside its files.
 *
 * @param parameters by name
 * @param tags by name
 * @param metrics in any order
 */
record RunContent(Map<String, String> parameters, Map<String, String> tags, List<Point> metrics) {

  /**
   * A value of a metric.
   *
   * @param key name of the metric
   * @param value a finite number
   * @param timestamp milliseconds since 1970
   * @param step of training; 0 for what is measured once
   */
  record Point(String key, double value, long timestamp, long step) {}

  /** Copies the metrics; the maps keep their order. */
  RunContent {
    metrics = List.copyOf(metrics);
  }

  /** Returns a run with tags only. */
  static RunContent ofTags(Map<String, String> tags) {
    return new RunContent(Map.of(), tags, List.of());
  }
}
