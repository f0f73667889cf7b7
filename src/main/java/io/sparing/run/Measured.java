package io.sparing.run;

import io.sparing.measure.Measurements;
import java.util.List;

/**
 * What was measured of a deployed model.
 *
 * @param measurements quality, latency, throughput and memory
 * @param latencies milliseconds of single texts in the order taken
 */
record Measured(Measurements measurements, List<Double> latencies) {}
