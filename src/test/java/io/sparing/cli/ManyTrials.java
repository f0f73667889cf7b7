package io.sparing.cli;

import io.sparing.ledger.Ledger;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.process.Provenances;
import io.sparing.results.Publishing;
import io.sparing.results.SampleResults;
import io.sparing.spark.SparkSessions;
import io.sparing.sweep.Sweep;
import io.sparing.sweep.SweepParser;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sweep of many trials whose results are made up, in the ledger and published: to see what
 * commands cost. {@code ManyTrials FOLDER COUNT} writes {@code FOLDER/many.yaml} and {@code
 * FOLDER/many}.
 */
public final class ManyTrials {

  private ManyTrials() {}

  /** Writes the folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    List<TrialResult> results = write(folder, Integer.parseInt(args[1]));
    SparkSessions.call(
        "many",
        spark -> {
          try {
            return Publishing.publish(
                spark,
                folder.resolve("many"),
                SampleResults.stored(results.toArray(TrialResult[]::new)),
                "many",
                "segment");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * Writes the sweep file and the ledger; of each ten trials one has failed.
   *
   * @param count a multiple of ten
   */
  static List<TrialResult> write(Path folder, int count) throws IOException {
    Path file = Files.createDirectories(folder).resolve("many.yaml");
    Files.writeString(
        file,
        """
        name: many
        dataset: wordnet-topic
        metric: accuracy
        blocks:
          - strategy: lora
            model: minilm-l6
            lora_rank: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
            seed: [%s]
        """
            .formatted(
                IntStream.range(0, count / 10)
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(", "))));
    Sweep sweep = SweepParser.parse(file, List.of());
    Random random = new Random(count);
    try (Ledger ledger = Ledger.open(folder.resolve("many"))) {
      List<TrialResult> results =
          sweep.trials().stream().map(spec -> result(spec, random)).toList();
      results.forEach(result -> ledger.append(WrittenResult.of(result)));
      return results;
    }
  }

  private static TrialResult result(TrialSpec spec, Random random) {
    boolean ok = spec.seed() % 10 != 9;
    Instant now = Instant.parse("2026-03-29T01:30:00Z").plusSeconds(spec.seed());
    return new TrialResult(
        spec,
        ok ? Status.OK : Status.FAILED,
        ok ? null : FailureCategory.TIMEOUT,
        ok ? "" : "took longer than 30 min",
        ok ? measured(random) : Measurements.NONE,
        random.doubles(ok ? 100 : 0, 5, 9).boxed().toList(),
        IntStream.range(0, ok ? 10 : 0)
            .mapToObj(step -> new CurvePoint(step, step / 10.0, step * 2.0, 1.5, 0.75))
            .toList(),
        Provenances.ofThisProcess(1, "cpu", now, now));
  }

  private static Measurements measured(Random random) {
    return new Measurements(
        Map.of(
            Metric.ACCURACY,
            random.nextDouble(),
            Metric.LATENCY_P50,
            5 + random.nextDouble(),
            Metric.LATENCY_P95,
            9 + random.nextDouble(),
            Metric.INFERENCE_HOST_BYTES,
            5e8 + 1e8 * random.nextDouble(),
            Metric.PEAK_HOST_BYTES,
            6e8 + 1e8 * random.nextDouble(),
            Metric.TRAIN_SECONDS,
            9 + random.nextDouble(),
            Metric.TOTAL_SECONDS,
            15 + random.nextDouble()));
  }
}
