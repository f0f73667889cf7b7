package io.sparing.trial;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.text.Json;
import io.sparing.train.Decision;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The JSON form of a {@link TrialResult}: one line of the ledger and of the worker's protocol. */
public final class TrialResultParser {

  /**
   * The format that this version writes. It grows when a field changes its meaning or its kind, not
   * when one is added. Lines of the first versions have no {@code format_version}, which is 1.
   */
  public static final int FORMAT = 2;

  private static final String NOTES = "measured_how";

  private TrialResultParser() {}

  /** Returns the JSON form. */
  public static JsonObject toJson(TrialResult result) {
    JsonObject json = new JsonObject();
    json.addProperty("trial_id", result.id());
    json.addProperty("format_version", FORMAT);
    json.add("spec", TrialSpecParser.toJson(result.spec()));
    json.addProperty("status", result.status().name());
    if (result.category() != null) {
      json.addProperty("failure_category", result.category().name());
    }
    json.addProperty("message", result.message());
    JsonObject metrics = new JsonObject();
    result.measurements().values().forEach((m, value) -> metrics.addProperty(m.column(), value));
    json.add("metrics", metrics);
    if (!result.measurements().notes().isEmpty()) {
      json.addProperty(NOTES, notes(result.measurements()));
    }
    JsonArray samples = new JsonArray();
    result.latencySamplesMillis().forEach(samples::add);
    json.add("latency_samples_millis", samples);
    JsonArray curve = new JsonArray();
    result.curve().forEach(point -> curve.add(toJson(point)));
    json.add("curve", curve);
    if (!result.decisions().isEmpty()) {
      JsonArray decisions = new JsonArray();
      result.decisions().forEach(each -> decisions.add(DecisionParser.toJson(each)));
      json.add("decisions", decisions);
    }
    json.add("provenance", ProvenanceParser.toJson(result.provenance()));
    return json;
  }

  /**
   * Reads what {@link #toJson(TrialResult)} wrote, in this version or an earlier one. The result
   * keeps the id that is written there.
   *
   * @throws MalformedResultException if a field is missing or of another kind
   * @throws IllegalArgumentException if a value is unknown, as a later version may write it
   */
  public static TrialResult fromJson(JsonObject json) {
    try {
      return read(json);
    } catch (IllegalStateException
        | UnsupportedOperationException
        | ClassCastException
        | NumberFormatException
        | DateTimeException e) {
      throw new MalformedResultException(
          "Cannot read a trial's result: a field holds something else than Sparing writes", e);
    }
  }

  /**
   * Returns the notes as the text of a JSON object, by column: in one field, so that versions which
   * do not know it can carry it along.
   */
  public static String notes(Measurements measurements) {
    JsonObject notes = new JsonObject();
    measurements.notes().forEach((metric, note) -> notes.addProperty(metric.column(), note));
    return notes.toString();
  }

  /**
   * Reads what {@link #notes(Measurements)} wrote.
   *
   * @throws IllegalArgumentException if it is no such text or a metric is unknown
   */
  public static Map<Metric, String> notes(String text) {
    Map<Metric, String> notes = new HashMap<>();
    Json.object(text)
        .entrySet()
        .forEach(note -> notes.put(Metric.find(note.getKey()), note.getValue().getAsString()));
    return notes;
  }

  /** Returns the format in which a result was written. */
  static int format(JsonObject json) {
    JsonElement format = json.get("format_version");
    if (format == null) {
      return 1;
    }
    try {
      return format.getAsInt();
    } catch (IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
      throw new MalformedResultException(
          "Cannot read a trial's result whose format_version is %s; expected a whole number"
              .formatted(format),
          e);
    }
  }

  private static TrialResult read(JsonObject json) {
    checkFormat(format(json));
    checkFrame(json);
    Map<Metric, Double> metrics = new HashMap<>();
    object(json, "metrics")
        .entrySet()
        .forEach(entry -> metrics.put(Metric.find(entry.getKey()), entry.getValue().getAsDouble()));
    List<Double> samples = new ArrayList<>();
    array(json, "latency_samples_millis").forEach(s -> samples.add(s.getAsDouble()));
    List<CurvePoint> curve = new ArrayList<>();
    array(json, "curve").forEach(p -> curve.add(point(p.getAsJsonObject())));
    return new TrialResult(
        text(json, "trial_id"),
        TrialSpecParser.fromJson(object(json, "spec")),
        Status.find(text(json, "status")),
        json.has("failure_category") ? FailureCategory.find(text(json, "failure_category")) : null,
        text(json, "message"),
        new Measurements(metrics, json.has(NOTES) ? notes(text(json, NOTES)) : Map.of()),
        samples,
        curve,
        decisions(json),
        ProvenanceParser.fromJson(object(json, "provenance")));
  }

  /** Reads what earlier versions do not have, nor trials whose training decided nothing. */
  private static List<Decision> decisions(JsonObject json) {
    List<Decision> decisions = new ArrayList<>();
    if (json.has("decisions")) {
      array(json, "decisions")
          .forEach(each -> decisions.add(DecisionParser.fromJson(each.getAsJsonObject())));
    }
    return decisions;
  }

  /**
   * Refuses a format that this version cannot read.
   *
   * @throws IllegalArgumentException if it is later than {@link #FORMAT}
   */
  public static void checkFormat(int format) {
    if (format > FORMAT) {
      throw new IllegalArgumentException(
          "Unknown format: %d; this version of Sparing reads up to %d".formatted(format, FORMAT));
    }
  }

  /** Checks that all fields are there before the first unknown name in one is reported. */
  private static void checkFrame(JsonObject json) {
    List.of("trial_id", "status", "message").forEach(name -> text(json, name));
    List.of("spec", "metrics", "provenance").forEach(name -> object(json, name));
    List.of("latency_samples_millis", "curve").forEach(name -> array(json, name));
  }

  private static JsonObject toJson(CurvePoint point) {
    JsonObject json = new JsonObject();
    json.addProperty("step", point.step());
    json.addProperty("epoch", point.epoch());
    json.addProperty("seconds", point.seconds());
    json.addProperty("train_loss", point.trainLoss());
    if (point.validationScore() != null) {
      json.addProperty("validation_accuracy", point.validationScore());
    }
    return json;
  }

  private static CurvePoint point(JsonObject json) {
    return new CurvePoint(
        require(json, "step").getAsLong(),
        require(json, "epoch").getAsDouble(),
        require(json, "seconds").getAsDouble(),
        require(json, "train_loss").getAsDouble(),
        json.has("validation_accuracy") ? json.get("validation_accuracy").getAsDouble() : null);
  }

  private static JsonObject object(JsonObject json, String name) {
    return require(json, name).getAsJsonObject();
  }

  private static JsonArray array(JsonObject json, String name) {
    return require(json, name).getAsJsonArray();
  }

  private static String text(JsonObject json, String name) {
    return require(json, name).getAsString();
  }

  static JsonElement require(JsonObject json, String name) {
    JsonElement value = json.get(name);
    if (value == null) {
      throw new MalformedResultException("Cannot read a trial's result without its " + name);
    }
    return value;
  }
}
