package io.sparing.track;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The requests {@code runs/log-batch} that bring a run's content to MLflow, within its limits: 100
 * parameters, 100 tags, 1,000 entries and about a megabyte a request. Longer names and values are
 * cut.
 */
final class LogBatches {

  /** The longest name, in characters. */
  static final int LONGEST_KEY = 250;

  /** The longest value of a parameter, in characters. */
  static final int LONGEST_PARAMETER = 6_000;

  /** The longest value of a tag that every version takes, in characters. */
  static final int LONGEST_TAG = 5_000;

  /** The most parameters, and the most tags, of one request. */
  static final int MOST_TEXTS = 100;

  /** The most entries of one request. */
  static final int MOST_ENTRIES = 1_000;

  private static final int MOST_CHARACTERS = 250_000;
  private static final String CUT = "…";

  private final String run;
  private final List<JsonObject> requests = new ArrayList<>();
  private int parameters;
  private int tags;
  private int entries;
  private int characters;
  private boolean cut;

  private LogBatches(String run) {
    this.run = run;
  }

  /** Returns the requests for a run, at least one unless there is nothing to send. */
  static LogBatches of(String run, RunContent content) {
    LogBatches batches = new LogBatches(run);
    content.parameters().forEach(batches::parameter);
    content.tags().forEach(batches::tag);
    content.metrics().forEach(batches::metric);
    return batches;
  }

  /** Returns the requests, in the order in which they are to be sent. */
  List<JsonObject> requests() {
    return List.copyOf(requests);
  }

  /** Returns whether a name or a value was cut. */
  boolean cut() {
    return cut;
  }

  private void parameter(String key, String value) {
    if (parameters == MOST_TEXTS) {
      begin();
    }
    add("params", text(key, value, LONGEST_PARAMETER));
    parameters++;
  }

  private void tag(String key, String value) {
    if (tags == MOST_TEXTS) {
      begin();
    }
    add("tags", text(key, value, LONGEST_TAG));
    tags++;
  }

  private void metric(RunContent.Point point) {
    JsonObject metric = new JsonObject();
    metric.addProperty("key", shortened(point.key(), LONGEST_KEY));
    metric.addProperty("value", point.value());
    metric.addProperty("timestamp", point.timestamp());
    metric.addProperty("step", point.step());
    add("metrics", metric);
  }

  private JsonObject text(String key, String value, int longest) {
    JsonObject entry = new JsonObject();
    entry.addProperty("key", shortened(key, LONGEST_KEY));
    entry.addProperty("value", shortened(value, longest));
    return entry;
  }

  private void add(String list, JsonObject entry) {
    int length = entry.toString().length();
    if (requests.isEmpty() || entries == MOST_ENTRIES || characters + length > MOST_CHARACTERS) {
      begin();
    }
    requests.get(requests.size() - 1).getAsJsonArray(list).add(entry);
    entries++;
    characters += length;
  }

  private void begin() {
    JsonObject request = new JsonObject();
    request.addProperty("run_id", run);
    List.of("params", "tags", "metrics").forEach(list -> request.add(list, new JsonArray()));
    requests.add(request);
    parameters = 0;
    tags = 0;
    entries = 0;
    characters = 0;
  }

  private String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    cut = true;
    int end = longest - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }

  /** Returns tags as MLflow lists them, cut where they are too long. */
  static JsonArray tags(Map<String, String> tags) {
    LogBatches batches = of("", RunContent.ofTags(tags));
    JsonArray all = new JsonArray();
    batches.requests.forEach(request -> all.addAll(request.getAsJsonArray("tags")));
    return all;
  }
}
