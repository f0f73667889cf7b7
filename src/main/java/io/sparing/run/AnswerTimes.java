package io.sparing.run;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.measure.Percentiles;
import java.util.List;

/**
 * How fast a model answers.
 *
 * @param latencies milliseconds of single texts in the order taken
 * @param throughput texts answered a second in batches
 * @param manner in which the times were taken: alone, or in company and why
 */
record AnswerTimes(List<Double> latencies, double throughput, String manner) {

  Measurements measurements() {
    return Measurements.NONE
        .with(Metric.LATENCY_P50, Percentiles.of(latencies, 50))
        .with(Metric.LATENCY_P95, Percentiles.of(latencies, 95))
        .with(Metric.THROUGHPUT, throughput)
        .noting(Metric.LATENCY_P50, manner)
        .noting(Metric.LATENCY_P95, manner)
        .noting(Metric.THROUGHPUT, manner);
  }
}
