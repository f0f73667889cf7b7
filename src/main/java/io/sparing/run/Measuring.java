package io.sparing.run;

import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.meter.Meter;
import io.sparing.meter.Meters;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.task.Predictor;
import io.sparing.task.Samples;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Measures a model as it would be deployed: quality, latency, throughput, memory. */
final class Measuring {

  private Measuring() {}

  /**
   * Loads and measures a deployed classifier.
   *
   * @param validation rows on which what was trained is scored too, after all that is timed
   * @param workplace where it answers
   * @param meters of the trial
   * @throws IOException if it cannot be written for libtorch
   */
  static <T, P> Measured run(
      ScriptModule deployed,
      Samples<T, P> test,
      Optional<Samples<T, P>> validation,
      Workplace workplace,
      Meters meters)
      throws IOException {
    Measurements weights =
        Measurements.NONE.with(Metric.WEIGHT_BYTES, (double) deployed.weightBytes());
    Meter.Reading answering = meters.start(Meter.Phase.ANSWERING);
    Presence presence = workplace.presence();
    ColdStart start = ColdStart.begin(presence);
    try (LoadedScript script = LoadedScript.load(deployed, workplace.device()).paced(presence)) {
      Predictor<P> predictor = new ScriptPredictor<>(script, test.task());
      predictor.predict(List.of(test.texts().get(0)));
      Measurements cold = start.end();
      Measured measured = measure(predictor, test, presence);
      Measurements found = weights.with(cold).with(measured.measurements());
      found = found.with(answering.end(found));
      Measurements scored =
          validation.map(rows -> validated(predictor, rows)).orElse(Measurements.NONE);
      return new Measured(found.with(scored), measured.latencies());
    }
  }

  /** Measures whatever answers. */
  private static <T, P> Measured measure(
      Predictor<P> predictor, Samples<T, P> test, Presence presence) {
    AnswerTimes times = new AnswerTimer(predictor, test.texts(), presence).times();
    List<P> predictions = predictor.predict(test.texts());
    return new Measured(times.measurements().with(test.score(predictions)), times.latencies());
  }

  private static <T, P> Measurements validated(Predictor<P> predictor, Samples<T, P> rows) {
    double score =
        rows.score(predictor.predict(rows.texts())).find(rows.task().metric()).orElseThrow();
    return Measurements.NONE.with(rows.task().validationMetric(), score);
  }
}
