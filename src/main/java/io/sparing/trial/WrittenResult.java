package io.sparing.trial;

import com.google.gson.JsonParser;
import java.util.Objects;

/**
 * A result of this version of Sparing with its JSON. It is written once, where the result comes
 * into being; this text travels from there to the ledger.
 *
 * @param result the result
 * @param json its JSON, in one line
 */
public record WrittenResult(TrialResult result, String json) {

  /** Checks that both are there. */
  public WrittenResult {
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(json, "json");
  }

  /** Writes a result. */
  public static WrittenResult of(TrialResult result) {
    return new WrittenResult(result, TrialResultParser.toJson(result).toString());
  }

  /**
   * Reads what {@link #of} wrote; the text stays as it is.
   *
   * @throws MalformedResultException if a field is missing or of another kind
   * @throws IllegalArgumentException if a value is unknown
   * @throws com.google.gson.JsonParseException if it is no JSON
   */
  public static WrittenResult read(String json) {
    return new WrittenResult(
        TrialResultParser.fromJson(JsonParser.parseString(json).getAsJsonObject()), json);
  }
}
