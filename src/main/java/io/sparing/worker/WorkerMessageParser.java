package io.sparing.worker;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sparing.trial.TrialResultParser;
import io.sparing.trial.TrialSpecParser;
import io.sparing.trial.WrittenResult;
import java.time.Duration;
import java.util.Optional;

/**
 * The lines between parent and worker. A request is one JSON object; an answer is one JSON object
 * behind {@link #MARKER}, so that native libraries which print to the same stream do no harm.
 */
final class WorkerMessageParser {

  /** What a message's line begins with. */
  static final String MARKER = "@sparing ";

  private WorkerMessageParser() {}

  static String line(TimedRequest timed) {
    WorkerRequest request = timed.request();
    JsonObject json = new JsonObject();
    json.add(request.kind().name(), TrialSpecParser.toJson(request.spec()));
    json.addProperty("limit_millis", timed.limit().toMillis());
    return json.toString();
  }

  static TimedRequest request(String line) {
    JsonObject json = JsonParser.parseString(line).getAsJsonObject();
    String kind = json.keySet().iterator().next();
    return new TimedRequest(
        new WorkerRequest(
            WorkerRequest.Kind.valueOf(kind), TrialSpecParser.fromJson(json.getAsJsonObject(kind))),
        Duration.ofMillis(json.get("limit_millis").getAsLong()));
  }

  static String line(WorkerMessage message) {
    JsonObject json = new JsonObject();
    if (message instanceof WorkerMessage.Ready ready) {
      json.addProperty("type", "ready");
      json.addProperty("pid", ready.pid());
      json.addProperty("start_up_millis", ready.startUpMillis());
    } else if (message instanceof WorkerMessage.Progress progress) {
      json.addProperty("type", "progress");
      json.addProperty("share", progress.share());
    } else if (message instanceof WorkerMessage.Waits waits) {
      json.addProperty("type", "waits");
      json.addProperty("begins", waits.begins());
    } else if (message instanceof WorkerMessage.Measured measured) {
      json.addProperty("type", "measured");
      json.add("result", TrialResultParser.toJson(measured.result()));
    } else if (message instanceof WorkerMessage.Result result) {
      json.addProperty("type", "result");
      json.addProperty("result", result.written().json());
    } else if (message instanceof WorkerMessage.Late) {
      json.addProperty("type", "late");
    } else if (message instanceof WorkerMessage.Unprepared unprepared) {
      json.addProperty("type", "unprepared");
      json.addProperty("message", unprepared.message());
    } else {
      throw new IllegalArgumentException("Cannot send a " + message);
    }
    return MARKER + json;
  }

  /** Returns the message in a line of output; empty if the line is not for the parent. */
  static Optional<WorkerMessage> parse(String line) {
    if (!line.startsWith(MARKER)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          parse(JsonParser.parseString(line.substring(MARKER.length())).getAsJsonObject()));
    } catch (RuntimeException e) {
      return Optional.of(new WorkerMessage.Garbled(line));
    }
  }

  private static WorkerMessage parse(JsonObject json) {
    String type = json.get("type").getAsString();
    return switch (type) {
      case "ready" ->
          new WorkerMessage.Ready(
              json.get("pid").getAsLong(), json.get("start_up_millis").getAsLong());
      case "progress" -> new WorkerMessage.Progress(json.get("share").getAsDouble());
      case "waits" -> new WorkerMessage.Waits(json.get("begins").getAsBoolean());
      case "measured" ->
          new WorkerMessage.Measured(TrialResultParser.fromJson(json.getAsJsonObject("result")));
      case "result" ->
          new WorkerMessage.Result(WrittenResult.read(json.get("result").getAsString()));
      case "late" -> new WorkerMessage.Late();
      case "unprepared" -> new WorkerMessage.Unprepared(json.get("message").getAsString());
      default -> throw new IllegalArgumentException("Unknown message: " + type);
    };
  }
}
