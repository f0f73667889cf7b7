package io.sparing.torture;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads a ledger as anybody could: one JSON object a line, those with a trial's id are rows. */
final class LedgerRows {

  private LedgerRows() {}

  /**
   * All rows in their order; none if there is no file.
   *
   * @throws JsonParseException if a line cannot be read; the message has its number
   */
  static List<Row> read(Path ledger) throws IOException {
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line : lines(ledger)) {
      number++;
      try {
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();
        if (json.has("trial_id")) {
          rows.add(row(json));
        }
      } catch (RuntimeException e) {
        throw new JsonParseException("line %d of the ledger: %s".formatted(number, line), e);
      }
    }
    return rows;
  }

  /** The trials that have a row, read while a driver may be writing. */
  static Set<String> trials(Path ledger) throws IOException {
    Set<String> trials = new HashSet<>();
    for (String line : lines(ledger)) {
      int at = line.indexOf("\"trial_id\":\"");
      if (at >= 0 && line.endsWith("}")) {
        int start = at + 12;
        trials.add(line.substring(start, line.indexOf('"', start)));
      }
    }
    return trials;
  }

  private static List<String> lines(Path ledger) throws IOException {
    return Files.exists(ledger) ? Files.readAllLines(ledger) : List.of();
  }

  private static Row row(JsonObject json) {
    Map<String, Double> metrics = new TreeMap<>();
    json.getAsJsonObject("metrics")
        .entrySet()
        .forEach(entry -> metrics.put(entry.getKey(), entry.getValue().getAsDouble()));
    String finished = json.getAsJsonObject("provenance").get("finished_at").getAsString();
    return new Row(
        json.get("trial_id").getAsString(),
        json.get("spec").toString(),
        json.get("status").getAsString(),
        json.get("message").getAsString(),
        Instant.parse(finished).truncatedTo(ChronoUnit.MICROS),
        metrics,
        curve(json.getAsJsonArray("curve")));
  }

  private static List<Row.Point> curve(JsonArray array) {
    List<Row.Point> curve = new ArrayList<>();
    for (JsonElement element : array) {
      JsonObject point = element.getAsJsonObject();
      curve.add(
          new Row.Point(
              point.get("step").getAsLong(),
              point.get("train_loss").getAsDouble(),
              point.has("validation_accuracy")
                  ? point.get("validation_accuracy").getAsDouble()
                  : null));
    }
    return curve;
  }
}
