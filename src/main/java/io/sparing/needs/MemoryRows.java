package io.sparing.needs;

import io.sparing.adapt.Kept;
import io.sparing.measure.Metric;
import io.sparing.trial.TrialResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@link MemoryRow}s from results, and from and to lines of comma-separated numbers. */
final class MemoryRows {

  /** The first line of a file. */
  static final String HEADER =
      "keeps,format,parameters,linear,layers,hidden,intermediate,heads,trainable,kept,weights,inside,"
          + "checkpointing,quantized,rows,answered,length,peak,answering";

  private MemoryRows() {}

  /**
   * Returns the rows that were measured with Sparing, on some machine, and come with it.
   *
   * @param name of the resource, such as {@code memory-cpu}
   * @return none where there is no such resource
   */
  static List<MemoryRow> shipped(String name) {
    try (InputStream in = MemoryRows.class.getResourceAsStream(name + ".csv")) {
      return in == null ? List.of() : read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the rows of " + name, e);
    }
  }

  /** Reads a file whose first line is {@link #HEADER}. */
  static List<MemoryRow> read(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
        .lines()
        .skip(1)
        .map(line -> parse(line.split(",", -1)))
        .toList();
  }

  private static MemoryRow parse(String[] cells) {
    return new MemoryRow(
        new MemoryShape(
            kept(cells[0]),
            cells[1],
            Long.parseLong(cells[2]),
            Long.parseLong(cells[3]),
            Integer.parseInt(cells[4]),
            Integer.parseInt(cells[5]),
            Integer.parseInt(cells[6]),
            Integer.parseInt(cells[7]),
            Long.parseLong(cells[8]),
            Integer.parseInt(cells[9]),
            Boolean.parseBoolean(cells[10]),
            Boolean.parseBoolean(cells[11]),
            Boolean.parseBoolean(cells[12]),
            Boolean.parseBoolean(cells[13]),
            Integer.parseInt(cells[14]),
            Integer.parseInt(cells[15]),
            Integer.parseInt(cells[16])),
        Double.parseDouble(cells[17]),
        Double.parseDouble(cells[18]));
  }

  private static Set<Kept> kept(String names) {
    return names.isEmpty()
        ? Set.of()
        : Arrays.stream(names.split("\\+")).map(Kept::valueOf).collect(Collectors.toSet());
  }

  /** Returns the line that {@link #read} reads. */
  static String line(MemoryRow row) {
    MemoryShape s = row.shape();
    return List.<Object>of(
            s.keeps().stream().map(Kept::name).sorted().collect(Collectors.joining("+")),
            s.format(),
            s.parameters(),
            s.linear(),
            s.layers(),
            s.hidden(),
            s.intermediate(),
            s.heads(),
            s.trainable(),
            s.kept(),
            s.weights(),
            s.inside(),
            s.checkpointing(),
            s.quantized(),
            s.rows(),
            s.answered(),
            s.length(),
            Math.round(row.peak()),
            Math.round(row.answering()))
        .stream()
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }

  /**
   * Returns what a result says of its peak.
   *
   * @param peak the metric with it
   * @param answering the metric with the peak while answering, if there is one
   * @return empty where it did not succeed, did not read its peak or trained a teacher first, which
   *     has a peak of its own; and where its model has gone
   */
  static Optional<MemoryRow> of(TrialResult result, Metric peak, Optional<Metric> answering) {
    double read = result.measurements().find(peak).orElse(0);
    if (!result.ok() || read <= 0) {
      return Optional.empty();
    }
    double later =
        answering.map(metric -> result.measurements().find(metric).orElse(0)).orElse(0.0);
    int longest = (int) result.measurements().find(Metric.MAX_LENGTH_USED).orElse(0);
    return Outline.find(Workload.of(result))
        .filter(outline -> outline.teacher().isEmpty())
        .map(
            outline ->
                new MemoryRow(
                    MemoryShape.of(outline, longest > 0 ? Optional.of(longest) : Optional.empty()),
                    read,
                    later));
  }
}
