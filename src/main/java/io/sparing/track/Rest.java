package io.sparing.track;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sparing.trial.Failures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Calls an MLflow server, which speaks JSON over HTTP. */
final class Rest {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** Answers that another attempt may change, beside those from 500 on. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private static final Set<Integer> UNAUTHORIZED = Set.of(401, 403);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private final URI address;
  private final Optional<String> authorization;
  private final Duration limit;

  /**
   * Makes one; nothing is connected yet.
   *
   * @param address of the server, to which paths are appended
   * @param authorization value of the header of that name, with every call
   * @param limit the longest that one call may take
   */
  Rest(URI address, Optional<String> authorization, Duration limit) {
    this.address = address;
    this.authorization = authorization;
    this.limit = limit;
  }

  /** Asks for what lies at a path. */
  JsonObject read(String path) throws TrackerException {
    return json(call(path, "GET", BodyPublishers.noBody(), "application/json"));
  }

  /** Sends an object. */
  JsonObject post(String path, JsonObject body) throws TrackerException {
    BodyPublisher publisher = BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8);
    return json(call(path, "POST", publisher, "application/json"));
  }

  /** Puts a file. */
  void put(String path, byte[] content) throws TrackerException {
    call(path, "PUT", BodyPublishers.ofByteArray(content), "application/octet-stream");
  }

  private String call(String path, String method, BodyPublisher body, String type)
      throws TrackerException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(limit)
            .header("Content-Type", type)
            .method(method, body);
    authorization.ifPresent(value -> request.header("Authorization", value));
    HttpResponse<String> response;
    try {
      response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw TrackerException.passing(
          "%s does not answer: %s".formatted(address, Failures.message(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrackerException.refused(address + " was not waited for any longer", e);
    }
    check(response);
    return response.body();
  }

  private void check(HttpResponse<String> response) throws TrackerException {
    int code = response.statusCode();
    if (code >= 200 && code < 300) {
      return;
    }
    String message =
        "%s answers with %d%s%s".formatted(address, code, said(response.body()), remedy(code));
    throw code >= 500 || PASSING.contains(code)
        ? TrackerException.passing(message, null)
        : TrackerException.refused(message, null);
  }

  private static String remedy(int code) {
    return UNAUTHORIZED.contains(code)
        ? "; set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"
        : "";
  }

  /** Returns what an answer says, after a colon; empty if it says nothing. */
  private static String said(String body) {
    String text = Failures.oneLine(body);
    try {
      JsonObject json = JsonParser.parseString(body).getAsJsonObject();
      text = Failures.oneLine(json.get("message").getAsString());
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      // it is no message of MLflow's: the text itself is shown
    }
    return text.isEmpty() ? "" : ": " + text;
  }

  private JsonObject json(String body) throws TrackerException {
    try {
      return JsonParser.parseString(body).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw TrackerException.refused(
          "%s answers with something else than MLflow does: %s"
              .formatted(address, Failures.oneLine(body)),
          e);
    }
  }
}
