package io.sparing.trial;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A trial's result as it is stored, whatever version of Sparing wrote it. One with a strategy,
 * setting, metric, status or category that this version does not know is carried along as it is.
 *
 * @param id of the trial, as the version that ran it computed it
 * @param version which result of that trial this is in its ledger, counted from 1
 * @param json the JSON as it was written; a text, as thousands of trees would fill the heap
 * @param result the same as a value; empty where this version does not know all that is in it
 * @param reason one line that says why {@code result} is empty; empty where it is not
 */
public record StoredResult(
    String id, long version, String json, Optional<TrialResult> result, String reason) {

  /** Checks that the version counts from 1. */
  public StoredResult {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(reason, "reason");
    if (version < 1) {
      throw new IllegalArgumentException(
          "Invalid version: %d of trial %s; expected 1 or more".formatted(version, id));
    }
  }

  /** Returns a result of this version of Sparing. */
  public static StoredResult of(WrittenResult written, long version) {
    TrialResult result = written.result();
    return new StoredResult(result.id(), version, written.json(), Optional.of(result), "");
  }

  /**
   * Reads what some version of Sparing wrote.
   *
   * @throws IllegalArgumentException if it is no trial's result: {@code trial_id}, {@code status}
   *     or, in a format that this version knows, another field is missing or of another kind
   */
  public static StoredResult read(JsonObject json, long version) {
    return read(json, json.toString(), version);
  }

  /**
   * Reads a result as {@link #read(JsonObject, long)} does, where the text is at hand.
   *
   * @param text that {@code json} was parsed from
   */
  public static StoredResult read(JsonObject json, String text, long version) {
    String id = required(json, "trial_id");
    required(json, "status");
    try {
      TrialResult result = TrialResultParser.fromJson(json);
      return new StoredResult(id, version, text, Optional.of(result), "");
    } catch (MalformedResultException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      return new StoredResult(
          id, version, text, Optional.empty(), Failures.oneLine(e.getMessage()));
    }
  }

  /** Returns the JSON, parsed anew. */
  public JsonObject raw() {
    return JsonParser.parseString(json).getAsJsonObject();
  }

  /** Returns the same result as another of its trial. */
  public StoredResult withVersion(long other) {
    return new StoredResult(id, other, json, result, reason);
  }

  /** Returns how the trial ended, in the words of the version that ran it. */
  public String status() {
    return result.map(known -> known.status().name()).orElseGet(() -> text(raw(), "status"));
  }

  /** Returns the format in which it was written. */
  public int format() {
    return TrialResultParser.format(raw());
  }

  /** Returns when the trial ended; null where the result does not say it. */
  public Instant finishedAt() {
    if (result.isPresent()) {
      return result.get().provenance().finishedAt();
    }
    try {
      return Instant.parse(provenance("finished_at"));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Returns {@code cpu} or {@code gpu}; empty where the result does not say it. */
  public String device() {
    return result.map(known -> known.provenance().device()).orElseGet(() -> provenance("device"));
  }

  /** Returns how many points its curve has. */
  public int curvePoints() {
    if (result.isPresent()) {
      return result.get().curve().size();
    }
    return raw().get("curve") instanceof JsonArray curve ? curve.size() : 0;
  }

  /** Returns how many decisions its training took. */
  public int decisionCount() {
    if (result.isPresent()) {
      return result.get().decisions().size();
    }
    return raw().get("decisions") instanceof JsonArray decisions ? decisions.size() : 0;
  }

  private String provenance(String name) {
    return raw().get("provenance") instanceof JsonObject provenance ? text(provenance, name) : "";
  }

  private static String required(JsonObject json, String name) {
    String text = text(json, name);
    if (text.isEmpty()) {
      throw new MalformedResultException("Cannot read a trial's result without its " + name);
    }
    return text;
  }

  /** Returns the text; empty where there is none. */
  private static String text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()
        ? value.getAsString()
        : "";
  }
}
