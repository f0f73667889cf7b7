package io.sparing.spark;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sparing.results.PublishedSegment;
import io.sparing.results.SegmentContent;
import io.sparing.results.SegmentFormat;
import io.sparing.results.SegmentReader;
import io.sparing.results.TableRow;
import io.sparing.trial.StoredResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Segments as small text files that end with a mark, for tests that need many of them. */
final class TextTables implements SegmentFormat, SegmentReader {

  private static final String END = "end";

  @Override
  public PublishedSegment write(List<StoredResult> results, String sweep, Path staging)
      throws IOException {
    List<String> trials = new ArrayList<>();
    List<String> curves = new ArrayList<>();
    List<String> decisions = new ArrayList<>();
    for (StoredResult result : results) {
      JsonObject row = new JsonObject();
      row.addProperty("sweep", sweep);
      row.addProperty("trial_id", result.id());
      row.addProperty("version", result.version());
      row.addProperty("finished_at", ChronoUnit.MICROS.between(Instant.EPOCH, result.finishedAt()));
      trials.add(row.toString());
      for (int point = 0; point < result.curvePoints(); point++) {
        curves.add(row.toString());
      }
      for (int decision = 0; decision < result.decisionCount(); decision++) {
        decisions.add(row.toString());
      }
    }
    trials.add(END);
    curves.add(END);
    decisions.add(END);
    return new PublishedSegment(
        Files.write(staging.resolve("trials"), trials),
        Files.write(staging.resolve("curves"), curves),
        Files.write(staging.resolve("decisions"), decisions));
  }

  @Override
  public SegmentContent read(PublishedSegment segment) {
    Set<String> sweeps = new LinkedHashSet<>();
    Map<TableRow, Long> points = new HashMap<>();
    rows(segment.curves(), sweeps).forEach(row -> points.merge(row, 1L, Long::sum));
    Map<TableRow, Long> decisions = new HashMap<>();
    if (Files.exists(segment.decisions())) {
      rows(segment.decisions(), sweeps).forEach(row -> decisions.merge(row, 1L, Long::sum));
    }
    return new SegmentContent(
        List.copyOf(sweeps), rows(segment.trials(), sweeps), points, decisions);
  }

  private static List<TableRow> rows(Path file, Set<String> sweeps) {
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(END)) {
        throw new IllegalArgumentException("its file has no end");
      }
      List<TableRow> rows = new ArrayList<>();
      for (String line : lines.subList(0, lines.size() - 1)) {
        JsonObject row = JsonParser.parseString(line).getAsJsonObject();
        sweeps.add(row.get("sweep").getAsString());
        rows.add(
            new TableRow(
                row.get("trial_id").getAsString(),
                row.get("version").getAsLong(),
                Instant.EPOCH.plus(row.get("finished_at").getAsLong(), ChronoUnit.MICROS)));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("its file is no text", e);
    }
  }

  @Override
  public void close() {}
}
