package io.sparing.needs;

import io.sparing.ledger.Ledger;
import io.sparing.measure.Metric;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Writes the rows of memory that come with Sparing, and those that grade them, from a sweep of
 * {@code jobs/estimates.yaml}: {@code MemoryFiles RESULTS/SWEEP cpu|gpu}, in the project's folder.
 */
public final class MemoryFiles {

  private static final String FOLDER = "resources/io/sparing/needs/";

  private MemoryFiles() {}

  /** Writes the files of a kind of device. */
  public static void main(String[] arguments) throws IOException {
    List<TrialResult> results = Ledger.read(Path.of(arguments[0]));
    if (arguments[1].equals("gpu")) {
      write(results, "memory-gpu-host", Metric.PEAK_HOST_BYTES, Metric.INFERENCE_HOST_BYTES);
      write(results, "memory-gpu-device", Metric.PEAK_DEVICE_BYTES, Metric.INFERENCE_DEVICE_BYTES);
    } else {
      write(results, "memory-cpu", Metric.PEAK_HOST_BYTES, Metric.INFERENCE_HOST_BYTES);
    }
  }

  private static void write(List<TrialResult> results, String name, Metric peak, Metric answering)
      throws IOException {
    Predicate<TrialResult> heldOut = result -> Grading.heldOut(result.spec());
    write(
        Path.of("src/main", FOLDER + name + ".csv"),
        results.stream().filter(heldOut.negate()),
        peak,
        answering);
    write(
        Path.of("src/test", FOLDER + name + "-held-out.csv"),
        results.stream().filter(heldOut),
        peak,
        answering);
  }

  private static void write(Path file, Stream<TrialResult> results, Metric peak, Metric answering)
      throws IOException {
    Stream<String> rows =
        results
            .flatMap(result -> MemoryRows.of(result, peak, Optional.of(answering)).stream())
            .map(MemoryRows::line);
    Files.write(file, Stream.concat(Stream.of(MemoryRows.HEADER), rows).toList());
  }
}
