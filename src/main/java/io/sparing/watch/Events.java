package io.sparing.watch;

import com.google.gson.JsonObject;
import io.sparing.trial.Failures;
import io.sparing.trial.Status;
import io.sparing.trial.TrialLabels;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import io.sparing.trial.WrittenResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Tells a run of a sweep as events, each a JSON object in one line; {@code docs/events.schema.json}
 * says what is in them. Only one thread may use it at a time.
 */
public final class Events implements SweepWatcher {

  /** The version of the schema, in each event. It grows when a field changes or goes. */
  public static final int VERSION = 1;

  /** The field with the number of an event in its file. */
  static final String SEQUENCE = "sequence";

  /** The shortest time between two events on the progress of a trial. */
  static final Duration PAUSE = Duration.ofSeconds(5);

  private final Clock clock;
  private final List<Consumer<String>> sinks;
  private final String run = UUID.randomUUID().toString();
  private final Pace pace;
  private final Map<Status, Integer> ends = new EnumMap<>(Status.class);
  private TrialLabels labels = new TrialLabels(List.of());
  private String sweep = "";
  private long sequence;

  /**
   * Makes a teller of one run.
   *
   * @param lastSequence the number of the last event of an earlier run; 0 without any
   * @param sinks called with each line, without a line end
   */
  public Events(long lastSequence, Clock clock, List<Consumer<String>> sinks) {
    this.sequence = lastSequence;
    this.clock = clock;
    this.sinks = List.copyOf(sinks);
    this.pace = new Pace(clock, PAUSE);
  }

  @Override
  public void began(SweepStart start) {
    sweep = start.sweep();
    labels = new TrialLabels(start.trials());
    JsonObject event = event("sweep_started");
    event.addProperty("state", RunState.RUNNING.name());
    event.addProperty("description", start.description());
    event.addProperty("metric", start.metric().column());
    event.addProperty("trials", start.trials().size());
    event.addProperty("missing", start.missing().size());
    event.addProperty("slots", start.slots());
    event.addProperty("threads", start.threads());
    event.addProperty("process", ProcessHandle.current().pid());
    send(event);
  }

  @Override
  public void preparing(TrialSpec spec, double share) {
    progress("preparation", spec, share);
  }

  @Override
  public void prepared(TrialResult result) {
    end("preparation", result);
  }

  @Override
  public void teaching(TrialSpec teacher, double share) {
    progress("teacher", teacher, share);
  }

  @Override
  public void taught(TrialResult result) {
    end("teacher", result);
  }

  @Override
  public void spent(String words) {
    JsonObject event = event("budget");
    event.addProperty("message", words);
    send(event);
  }

  @Override
  public void notice(String text) {
    JsonObject event = event("notice");
    event.addProperty("message", Failures.oneLine(text));
    send(event);
  }

  @Override
  public void started(TrialSpec spec) {
    pace.begins(spec);
    JsonObject event = trial("trial_started", spec);
    event.addProperty("state", RunState.RUNNING.name());
    event.add("settings", TrialSpecParser.toJson(spec));
    send(event);
  }

  @Override
  public void progressed(TrialSpec spec, double share) {
    if (pace.due(spec)) {
      JsonObject event = trial("trial_progressed", spec);
      event.addProperty("share", share);
      send(event);
    }
  }

  @Override
  public void finished(WrittenResult written) {
    TrialResult result = written.result();
    pace.ends(result.spec());
    ends.merge(result.status(), 1, Integer::sum);
    JsonObject event = trial("trial_ended", result.spec());
    addEnd(event, result);
    JsonObject metrics = new JsonObject();
    result.measurements().values().forEach((m, value) -> metrics.addProperty(m.column(), value));
    event.add("metrics", metrics);
    event.addProperty("started_at", text(result.provenance().startedAt()));
    event.addProperty("finished_at", text(result.provenance().finishedAt()));
    send(event);
  }

  @Override
  public void ended(SweepEnd end) {
    JsonObject event = event("sweep_ended");
    event.addProperty("state", end.state().name());
    event.addProperty("message", Failures.oneLine(end.message()));
    JsonObject counts = new JsonObject();
    ends.forEach((status, count) -> counts.addProperty(status.name(), count));
    event.add("ended", counts);
    send(event);
  }

  private void progress(String what, TrialSpec spec, double share) {
    if (share == 0) {
      pace.begins(spec);
      send(shared(what + "_started", spec));
    } else if (pace.due(spec)) {
      JsonObject event = shared(what + "_progressed", spec);
      event.addProperty("share", share);
      send(event);
    }
  }

  private void end(String what, TrialResult result) {
    pace.ends(result.spec());
    JsonObject event = shared(what + "_ended", result.spec());
    addEnd(event, result);
    send(event);
  }

  private JsonObject shared(String name, TrialSpec spec) {
    JsonObject event = event(name);
    event.addProperty("model", spec.model());
    event.addProperty("dataset", spec.dataset());
    event.addProperty("seed", spec.seed());
    return event;
  }

  private JsonObject trial(String name, TrialSpec spec) {
    JsonObject event = event(name);
    event.addProperty("trial_id", spec.id());
    event.addProperty("label", labels.of(spec));
    return event;
  }

  private static void addEnd(JsonObject event, TrialResult result) {
    event.addProperty("state", RunState.of(result.status()).name());
    event.addProperty("status", result.status().name());
    if (result.category() != null) {
      event.addProperty("failure_category", result.category().name());
    }
    event.addProperty("message", result.message());
  }

  private JsonObject event(String name) {
    JsonObject event = new JsonObject();
    event.addProperty("version", VERSION);
    event.addProperty(SEQUENCE, ++sequence);
    event.addProperty("time", text(clock.instant()));
    event.addProperty("event", name);
    event.addProperty("sweep", sweep);
    event.addProperty("run", run);
    return event;
  }

  private void send(JsonObject event) {
    String line = event.toString();
    sinks.forEach(sink -> sink.accept(line));
  }

  /** Returns a moment in UTC with milliseconds. */
  private static String text(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
