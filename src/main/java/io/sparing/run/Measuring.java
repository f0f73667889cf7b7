package io.sparing.run;

import ai.djl.Device;
import io.sparing.measure.HostMemory;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.measure.Percentiles;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures a model as it would be deployed: quality, latency, throughput, memory. */
final class Measuring {

  private static final int WARM_UPS = 20;
  private static final int LATENCY_SAMPLES = 100;

  private final List<Double> latencies = new ArrayList<>();
  private Measurements measurements = Measurements.NONE;

  private Measuring() {}

  /**
   * Loads and measures a deployed classifier.
   *
   * @param validation rows on which what was trained is scored too, after all that is timed
   * @throws IOException if it cannot be written for libtorch
   */
  static Measuring of(
      ScriptModule deployed, Corpus.Texts test, Optional<Corpus.Texts> validation, Device device)
      throws IOException {
    Measuring measuring = new Measuring();
    measuring.add(Metric.WEIGHT_BYTES, (double) deployed.weightBytes());
    HostMemory.resetPeak();
    try (LoadedScript script = LoadedScript.load(deployed, device)) {
      TextBatches inputs = TextBatches.of(test.texts());
      measuring.latency(script, inputs, test.texts().size());
      measuring.quality(script, inputs, test);
      HostMemory.peakBytes()
          .ifPresent(bytes -> measuring.add(Metric.INFERENCE_HOST_BYTES, (double) bytes));
      validation.ifPresent(rows -> measuring.validation(script, rows));
    }
    return measuring;
  }

  Measurements measurements() {
    return measurements;
  }

  /** Milliseconds of single texts in the order taken. */
  List<Double> latencies() {
    return latencies;
  }

  private void latency(LoadedScript script, TextBatches inputs, int rows) {
    for (int i = 0; i < WARM_UPS + LATENCY_SAMPLES; i++) {
      long start = System.nanoTime();
      Inference.batch(script, "logits", inputs, new int[] {i % rows});
      if (i >= WARM_UPS) {
        latencies.add((System.nanoTime() - start) / 1e6);
      }
    }
    add(Metric.LATENCY_P50, Percentiles.of(latencies, 50));
    add(Metric.LATENCY_P95, Percentiles.of(latencies, 95));
  }

  private void quality(LoadedScript script, TextBatches inputs, Corpus.Texts test) {
    int[] lengths = test.lengths();
    long start = System.nanoTime();
    float[][] logits = Inference.run(script, "logits", inputs, lengths);
    add(Metric.THROUGHPUT, lengths.length / ((System.nanoTime() - start) / 1e9));
    measurements = measurements.with(Logits.score(logits, test.labels()));
  }

  private void validation(LoadedScript script, Corpus.Texts rows) {
    float[][] logits =
        Inference.run(script, "logits", TextBatches.of(rows.texts()), rows.lengths());
    Logits.score(logits, rows.labels())
        .find(Metric.ACCURACY)
        .ifPresent(accuracy -> add(Metric.VALIDATION_ACCURACY, accuracy));
  }

  private void add(Metric metric, double value) {
    measurements = measurements.with(metric, value);
  }
}
