package io.sparing.track;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As much of an MLflow server as a sweep calls, in this process. */
final class FakeMlflow implements AutoCloseable {

  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";

  /** Decides about a call before it is served. */
  interface Gate {
    /** Returns the status to answer with, without doing anything; 0 serves the call. */
    int before(String path) throws InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  final Map<String, JsonObject> runs = new LinkedHashMap<>();
  final Map<String, String> files = new LinkedHashMap<>();
  final List<String> experiments = new ArrayList<>();
  final List<String> authorizations = new ArrayList<>();
  volatile Gate gate = path -> 0;
  volatile boolean loseAnswers;
  volatile String artifacts = "mlflow-artifacts:/1/%s/artifacts";

  FakeMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int refused = refusal(path);
    synchronized (this) {
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      String answer = "{\"error_code\":\"NO\",\"message\":\"The server says no\"}";
      if (refused == 0) {
        answer = serve(path, body).toString();
        if (loseAnswers && path.endsWith("runs/create")) {
          loseAnswers = false;
          exchange.close();
          return;
        }
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(refused == 0 ? 200 : refused, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }
  }

  private int refusal(String path) {
    try {
      return gate.before(path);
    } catch (InterruptedException e) {
      return 503;
    }
  }

  private JsonObject serve(String path, String body) {
    if (path.startsWith(ARTIFACTS)) {
      files.put(path.substring(ARTIFACTS.length()), body);
      return new JsonObject();
    }
    JsonObject request = JsonParser.parseString(body).getAsJsonObject();
    return switch (path.substring(API.length())) {
      case "experiments/search" -> experiments(request);
      case "experiments/create" -> experiment(request);
      case "runs/create" -> create(request);
      case "runs/search" -> search(request);
      case "runs/log-batch" -> log(request);
      case "runs/update" -> update(request);
      default -> throw new IllegalArgumentException(path);
    };
  }

  private JsonObject experiment(JsonObject request) {
    experiments.add(request.get("name").getAsString());
    JsonObject answer = new JsonObject();
    answer.addProperty("experiment_id", "1");
    return answer;
  }

  private JsonObject experiments(JsonObject request) {
    String filter = request.get("filter").getAsString();
    JsonArray found = new JsonArray();
    for (String name : experiments) {
      if (List.of("name = '%s'".formatted(name), "name = \"%s\"".formatted(name))
          .contains(filter)) {
        JsonObject experiment = new JsonObject();
        experiment.addProperty("experiment_id", "1");
        experiment.addProperty("lifecycle_stage", "active");
        found.add(experiment);
      }
    }
    JsonObject answer = new JsonObject();
    answer.add("experiments", found);
    return answer;
  }

  private JsonObject create(JsonObject request) {
    String id = "run" + runs.size();
    JsonObject info = new JsonObject();
    info.addProperty("run_id", id);
    info.addProperty("status", "RUNNING");
    info.addProperty("artifact_uri", artifacts.formatted(id));
    info.add("run_name", request.get("run_name"));
    info.add("start_time", request.get("start_time"));
    JsonObject data = new JsonObject();
    data.add("tags", request.get("tags"));
    data.add("params", new JsonArray());
    data.add("metrics", new JsonArray());
    JsonObject run = new JsonObject();
    run.add("info", info);
    run.add("data", data);
    runs.put(id, run);
    JsonObject answer = new JsonObject();
    answer.add("run", run);
    return answer;
  }

  private JsonObject update(JsonObject request) {
    JsonObject info = runs.get(request.get("run_id").getAsString()).getAsJsonObject("info");
    info.add("status", request.get("status"));
    info.add("end_time", request.get("end_time"));
    return new JsonObject();
  }

  /** Answers in pages of two. */
  private JsonObject search(JsonObject request) {
    String filter = request.get("filter").getAsString();
    List<JsonObject> all = runs.values().stream().filter(run -> matches(run, filter)).toList();
    int from = request.has("page_token") ? request.get("page_token").getAsInt() : 0;
    JsonArray page = new JsonArray();
    all.stream().skip(from).limit(2).forEach(page::add);
    JsonObject answer = new JsonObject();
    answer.add("runs", page);
    if (from + 2 < all.size()) {
      answer.addProperty("next_page_token", String.valueOf(from + 2));
    }
    return answer;
  }

  private static boolean matches(JsonObject run, String filter) {
    for (JsonElement tag : run.getAsJsonObject("data").getAsJsonArray("tags")) {
      String key = tag.getAsJsonObject().get("key").getAsString();
      String value = tag.getAsJsonObject().get("value").getAsString();
      if ("tags.`%s` = '%s'".formatted(key, value).equals(filter)) {
        return true;
      }
    }
    return false;
  }

  private JsonObject log(JsonObject request) {
    JsonObject data = runs.get(request.get("run_id").getAsString()).getAsJsonObject("data");
    for (String list : List.of("params", "tags", "metrics")) {
      data.getAsJsonArray(list).addAll(request.getAsJsonArray(list));
    }
    return new JsonObject();
  }

  /** Returns the runs whose name contains this. */
  synchronized List<JsonObject> named(String part) {
    return runs.values().stream()
        .filter(run -> run.getAsJsonObject("info").get("run_name").getAsString().contains(part))
        .toList();
  }

  /** Returns a parameter, tag or metric of a run, the last of that name; null without one. */
  static String value(JsonObject run, String list, String key) {
    String found = null;
    for (JsonElement entry : run.getAsJsonObject("data").getAsJsonArray(list)) {
      if (entry.getAsJsonObject().get("key").getAsString().equals(key)) {
        found = entry.getAsJsonObject().get("value").getAsString();
      }
    }
    return found;
  }

  static String state(JsonObject run) {
    return run.getAsJsonObject("info").get("status").getAsString();
  }
}
