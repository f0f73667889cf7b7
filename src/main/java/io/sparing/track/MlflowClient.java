package io.sparing.track;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sparing.watch.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls of MLflow's REST interface, version 2.0, that a sweep needs. */
final class MlflowClient {

  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";

  /** The root of files that the server itself takes; other roots need their own clients. */
  private static final String PROXIED = "mlflow-artifacts:/";

  private static final int PAGE = 1_000;

  private final Rest rest;

  MlflowClient(Rest rest) {
    this.rest = rest;
  }

  /**
   * A run on the server.
   *
   * @param id of the run
   * @param state of the run, in MLflow's words
   * @param artifacts where its files lie
   * @param tags by name
   */
  record Run(String id, String state, String artifacts, Map<String, String> tags) {}

  /** Returns the id of an experiment, which is made if there is none of that name. */
  String experiment(String name) throws TrackerException {
    Optional<String> found = find(name);
    if (found.isPresent()) {
      return found.get();
    }
    JsonObject body = new JsonObject();
    body.addProperty("name", name);
    return rest.post(API + "experiments/create", body).get("experiment_id").getAsString();
  }

  private Optional<String> find(String name) throws TrackerException {
    JsonObject body = new JsonObject();
    body.addProperty("max_results", 1);
    char quote = name.contains("'") ? '"' : '\'';
    body.addProperty("filter", "name = %c%s%c".formatted(quote, name, quote));
    body.addProperty("view_type", "ALL");
    JsonElement found = rest.post(API + "experiments/search", body).get("experiments");
    if (found == null || found.getAsJsonArray().isEmpty()) {
      return Optional.empty();
    }
    JsonObject experiment = found.getAsJsonArray().get(0).getAsJsonObject();
    if (experiment.get("lifecycle_stage").getAsString().equals("deleted")) {
      throw TrackerException.refused(
          "The experiment %s is deleted on the server; restore it there, or give another name with --track-experiment"
              .formatted(name),
          null);
    }
    return Optional.of(experiment.get("experiment_id").getAsString());
  }

  /** Makes a run. */
  Run create(String experiment, String name, Instant start, Map<String, String> tags)
      throws TrackerException {
    JsonObject body = new JsonObject();
    body.addProperty("experiment_id", experiment);
    body.addProperty("run_name", name);
    body.addProperty("start_time", start.toEpochMilli());
    body.add("tags", LogBatches.tags(tags));
    return run(rest.post(API + "runs/create", body).getAsJsonObject("run"));
  }

  /** Returns the runs of an experiment that are not deleted and have a tag of this value. */
  List<Run> search(String experiment, String tag, String value) throws TrackerException {
    List<Run> runs = new ArrayList<>();
    String page = "";
    do {
      JsonObject body = new JsonObject();
      JsonArray experiments = new JsonArray();
      experiments.add(experiment);
      body.add("experiment_ids", experiments);
      body.addProperty("filter", "tags.`%s` = '%s'".formatted(tag, value));
      body.addProperty("run_view_type", "ACTIVE_ONLY");
      body.addProperty("max_results", PAGE);
      if (!page.isEmpty()) {
        body.addProperty("page_token", page);
      }
      JsonObject found = rest.post(API + "runs/search", body);
      list(found, "runs").forEach(run -> runs.add(run(run.getAsJsonObject())));
      page = text(found, "next_page_token");
    } while (!page.isEmpty());
    return runs;
  }

  /** Brings content to a run, and returns whether something in it was too long and was cut. */
  boolean log(String run, RunContent content) throws TrackerException {
    LogBatches batches = LogBatches.of(run, content);
    for (JsonObject request : batches.requests()) {
      rest.post(API + "runs/log-batch", request);
    }
    return batches.cut();
  }

  /** Sets the state of a run, and when it ended unless it is running. */
  void update(String run, RunState state, Instant end) throws TrackerException {
    JsonObject body = new JsonObject();
    body.addProperty("run_id", run);
    body.addProperty("status", state.name());
    if (state != RunState.RUNNING) {
      body.addProperty("end_time", end.toEpochMilli());
    }
    rest.post(API + "runs/update", body);
  }

  /**
   * Puts a file among those of a run.
   *
   * @param artifacts where the run's files lie
   * @param name of the file, of letters, digits, dots and hyphens
   */
  void put(String artifacts, String name, byte[] content) throws TrackerException {
    if (!artifacts.startsWith(PROXIED) || artifacts.startsWith(PROXIED + "/")) {
      throw TrackerException.refused(
          "The server does not take files itself: they go to %s; start it with --serve-artifacts"
              .formatted(artifacts),
          null);
    }
    rest.put(ARTIFACTS + artifacts.substring(PROXIED.length()) + "/" + name, content);
  }

  private static Run run(JsonObject run) {
    JsonObject info = run.getAsJsonObject("info");
    Map<String, String> tags = new HashMap<>();
    if (run.has("data")) {
      for (JsonElement tag : list(run.getAsJsonObject("data"), "tags")) {
        tags.put(text(tag.getAsJsonObject(), "key"), text(tag.getAsJsonObject(), "value"));
      }
    }
    return new Run(text(info, "run_id"), text(info, "status"), text(info, "artifact_uri"), tags);
  }

  private static JsonArray list(JsonObject json, String name) {
    return json.has(name) ? json.getAsJsonArray(name) : new JsonArray();
  }

  private static String text(JsonObject json, String name) {
    return json.has(name) ? json.get(name).getAsString() : "";
  }
}
