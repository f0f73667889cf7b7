package io.sparing.results;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sparing.trial.StoredResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stored result's JSON has for the columns of the {@code trials} table.
 *
 * @param cells by column
 * @param unknown a JSON object of what has no column, laid out as in the result; null if nothing
 */
record RawResult(Map<String, Object> cells, String unknown) {

  private static final String CURVE = "curve";
  private static final String DECISIONS = "decisions";
  private static final RawResult NOTHING = new RawResult(Map.of(), null);
  private static final List<String> SECTIONS = List.of("spec", "metrics", "provenance");

  /**
   * Reads a result.
   *
   * @param columns those that a result's JSON has a place for
   */
  static RawResult of(StoredResult stored, List<? extends Column<?>> columns) {
    JsonObject rest = stored.raw();
    if (stored.result().isPresent() && allKnown(rest)) {
      return NOTHING;
    }
    Map<String, Object> cells = new HashMap<>();
    for (Column<?> column : columns) {
      String section = ColumnNames.section(column.name());
      JsonElement from = section.isEmpty() ? rest : rest.get(section);
      if (from instanceof JsonObject object) {
        cells.put(column.name(), JsonCells.take(object, column.name(), column.type()));
      }
    }
    rest.remove(ColumnNames.FORMAT);
    for (String section : SECTIONS) {
      if (rest.get(section) instanceof JsonObject object && object.isEmpty()) {
        rest.remove(section);
      }
    }
    if (stored.result().isPresent()) { // its settings and metrics are all known
      rest.remove("spec");
      rest.remove("metrics");
    }
    if (rest.get(CURVE) instanceof JsonArray curve && CurvesTable.holds(curve)) {
      rest.remove(CURVE);
    }
    if (rest.get(DECISIONS) instanceof JsonArray decided && DecisionsTable.holds(decided)) {
      rest.remove(DECISIONS);
    }
    return new RawResult(cells, rest.isEmpty() ? null : rest.toString());
  }

  /** Returns whether no field of a known result is new, which is the rule and soon seen. */
  private static boolean allKnown(JsonObject raw) {
    for (String name : raw.keySet()) {
      if (!SECTIONS.contains(name)
          && !name.equals(CURVE)
          && !name.equals(DECISIONS)
          && !ColumnNames.ofResult(name)) {
        return false;
      }
    }
    return ColumnNames.PROVENANCE.containsAll(raw.getAsJsonObject("provenance").keySet())
        && CurvesTable.holds(raw.getAsJsonArray(CURVE))
        && (!raw.has(DECISIONS) || DecisionsTable.holds(raw.getAsJsonArray(DECISIONS)));
  }
}
