package io.sparing.run;

import ai.djl.Device;
import io.sparing.data.TokenIds;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.measure.Percentiles;
import io.sparing.meter.Meter;
import io.sparing.meter.Meters;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.task.Predictor;
import io.sparing.task.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures a model as it would be deployed: quality, latency, throughput, memory. */
final class Measuring {

  private static final int WARM_UPS = 20;
  private static final int LATENCY_SAMPLES = 100;

  private Measuring() {}

  /**
   * Loads and measures a deployed classifier.
   *
   * @param validation rows on which what was trained is scored too, after all that is timed
   * @param meters of the trial
   * @throws IOException if it cannot be written for libtorch
   */
  static <T, P> Measured run(
      ScriptModule deployed,
      Samples<T, P> test,
      Optional<Samples<T, P>> validation,
      Device device,
      Meters meters)
      throws IOException {
    Measurements weights =
        Measurements.NONE.with(Metric.WEIGHT_BYTES, (double) deployed.weightBytes());
    Meter.Reading answering = meters.start(Meter.Phase.ANSWERING);
    try (LoadedScript script = LoadedScript.load(deployed, device)) {
      Predictor<P> predictor = new ScriptPredictor<>(script, test.task());
      Measured measured = measure(predictor, test);
      Measurements found = weights.with(measured.measurements());
      found = found.with(answering.end(found));
      Measurements scored =
          validation.map(rows -> validated(predictor, rows)).orElse(Measurements.NONE);
      return new Measured(found.with(scored), measured.latencies());
    }
  }

  /** Measures whatever answers. */
  private static <T, P> Measured measure(Predictor<P> predictor, Samples<T, P> test) {
    List<Double> latencies = latencies(predictor, test.texts());
    long start = System.nanoTime();
    List<P> predictions = predictor.predict(test.texts());
    double seconds = (System.nanoTime() - start) / 1e9;
    Measurements measured =
        Measurements.NONE
            .with(Metric.LATENCY_P50, Percentiles.of(latencies, 50))
            .with(Metric.LATENCY_P95, Percentiles.of(latencies, 95))
            .with(Metric.THROUGHPUT, test.size() / seconds)
            .with(test.score(predictions));
    return new Measured(measured, latencies);
  }

  /** Returns the milliseconds of single texts in the order taken. */
  private static <P> List<Double> latencies(Predictor<P> predictor, List<TokenIds> texts) {
    List<Double> latencies = new ArrayList<>();
    for (int i = 0; i < WARM_UPS + LATENCY_SAMPLES; i++) {
      List<TokenIds> one = List.of(texts.get(i % texts.size()));
      long start = System.nanoTime();
      predictor.predict(one);
      if (i >= WARM_UPS) {
        latencies.add((System.nanoTime() - start) / 1e6);
      }
    }
    return latencies;
  }

  private static <T, P> Measurements validated(Predictor<P> predictor, Samples<T, P> rows) {
    double score =
        rows.score(predictor.predict(rows.texts())).find(rows.task().metric()).orElseThrow();
    return Measurements.NONE.with(rows.task().validationMetric(), score);
  }
}
