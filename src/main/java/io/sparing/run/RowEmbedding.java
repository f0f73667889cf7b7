package io.sparing.run;

import io.sparing.adapt.Adaptation;
import io.sparing.company.Company;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.script.LoadedScript;
import io.sparing.task.Inference;
import io.sparing.task.Samples;
import io.sparing.task.TextBatches;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Runs a frozen encoder over all training rows of a trial that keeps their vectors, and times that
 * as training is timed.
 *
 * @param rows of the trial
 * @param workplace where the encoder runs
 */
record RowEmbedding(Samples<?, ?> rows, Workplace workplace) {

  /**
   * Embeds the rows, in batches.
   *
   * @param encoder loads it
   * @param taker is called with each row's vector
   * @return what it took, in the columns of training
   */
  Measurements run(Supplier<LoadedScript> encoder, Adaptation.VectorTaker taker) {
    Presence presence = workplace.presence();
    Optional<Company> company = presence.observe();
    FeatureTimer timer = new FeatureTimer(presence, rows.lengths());
    long start = System.nanoTime() - presence.waitedNanos();
    Inference.each(
        encoder.get(), "embed", TextBatches.of(rows.texts()), rows.lengths(), taker::take, timer);
    double seconds = (System.nanoTime() - presence.waitedNanos() - start) / 1e9;
    timer.end();
    return took(seconds)
        .with(alone(timer.seconds()))
        .with(
            company
                .map(met -> Measurements.NONE.with(Metric.COMPANY, met.mean()))
                .orElse(Measurements.NONE.noting(Metric.COMPANY, presence.company())));
  }

  private Measurements took(double seconds) {
    double devices = workplace.device().isGpu() ? 1 : workplace.threads();
    return new Measurements(
        Map.of(
            Metric.TRAIN_EXAMPLES_USED,
            (double) rows.size(),
            Metric.TRAIN_SECONDS,
            seconds,
            Metric.TRAIN_THROUGHPUT,
            rows.size() / seconds,
            Metric.DEVICE_HOURS,
            seconds * devices / 3600));
  }

  private Measurements alone(OptionalDouble seconds) {
    if (seconds.isPresent()) {
      return Measurements.NONE
          .with(Metric.TRAIN_SECONDS_ALONE, seconds.getAsDouble())
          .noting(Metric.TRAIN_SECONDS_ALONE, "from batches timed alone");
    }
    Presence presence = workplace.presence();
    String reason = presence.takesTurns() ? "no batch could be timed alone" : presence.company();
    return Measurements.NONE.noting(Metric.TRAIN_SECONDS_ALONE, reason);
  }
}
