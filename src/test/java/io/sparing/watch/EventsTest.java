package io.sparing.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.worker.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {

  private final List<TrialSpec> trials = Specs.specs(2);
  private final List<String> lines = new ArrayList<>();
  private Instant now = Instant.parse("2026-03-29T01:00:00Z");
  private final Events events = new Events(7, new Ticking(), List.of(lines::add));

  /** A clock that shows what a test sets. */
  private final class Ticking extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private List<JsonObject> told() {
    return lines.stream().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }

  private List<String> names() {
    return told().stream().map(event -> event.get("event").getAsString()).toList();
  }

  private void wholeSweep() {
    TrialResult ready = WatchedResults.ok(trials.get(0), 0).result();
    events.began(WatchedResults.start(trials, List.of()));
    events.preparing(trials.get(0), 0);
    now = now.plusSeconds(6);
    events.preparing(trials.get(0), 0.5);
    events.prepared(ready);
    events.teaching(trials.get(1), 0);
    events.taught(WatchedResults.failed(trials.get(1)).result());
    events.notice("two\nlines");
    events.started(trials.get(0));
    now = now.plusSeconds(6);
    events.progressed(trials.get(0), 0.25);
    events.spent("1 h of 2 h spent");
    events.finished(WatchedResults.ok(trials.get(0), 3));
    events.finished(WatchedResults.failed(trials.get(1)));
    events.ended(new SweepEnd(RunState.FAILED, "the disk is full"));
  }

  @Test
  void everyEventFitsTheSchema() throws Exception {
    wholeSweep();
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("docs/events.schema.json")));
    for (String line : lines) {
      assertThat(line).doesNotContain("\n");
      assertThat(schema.validate(new ObjectMapper().readTree(line))).as(line).isEmpty();
    }
    String end = lines.get(lines.size() - 2);
    for (String needed : List.of("status", "metrics", "trial_id", "run")) {
      String without = end.replace("\"" + needed + "\":", "\"x\":");
      assertThat(schema.validate(new ObjectMapper().readTree(without))).as(needed).isNotEmpty();
    }
  }

  @Test
  void aSweepIsToldInOrderAndNumbersGoOn() {
    wholeSweep();
    assertThat(names())
        .containsExactly(
            "sweep_started",
            "preparation_started",
            "preparation_progressed",
            "preparation_ended",
            "teacher_started",
            "teacher_ended",
            "notice",
            "trial_started",
            "trial_progressed",
            "budget",
            "trial_ended",
            "trial_ended",
            "sweep_ended");
    assertThat(told()).extracting(event -> event.get("sequence").getAsLong()).startsWith(8L, 9L);
    assertThat(told()).extracting(event -> event.get("run").getAsString()).containsOnly(run());
    assertThat(told().get(0).get("time").getAsString()).isEqualTo("2026-03-29T01:00:00Z");
  }

  private String run() {
    return told().get(0).get("run").getAsString();
  }

  @Test
  void theEndOfATrialHasWhatItsRowHas() {
    events.finished(WatchedResults.ok(trials.get(0), 3));
    events.finished(WatchedResults.failed(trials.get(1)));
    events.ended(SweepEnd.FINISHED);
    JsonObject good = told().get(0);
    assertThat(good.get("trial_id").getAsString()).isEqualTo(trials.get(0).id());
    assertThat(good.getAsJsonObject("metrics").get("accuracy").getAsDouble()).isEqualTo(0.8);
    assertThat(good.get("started_at").getAsString()).isEqualTo("2026-03-29T01:30:00.123Z");
    assertThat(good.get("state").getAsString()).isEqualTo("FINISHED");
    JsonObject bad = told().get(1);
    assertThat(bad.get("state").getAsString()).isEqualTo("FAILED");
    assertThat(bad.get("failure_category").getAsString()).isEqualTo("OUT_OF_MEMORY");
    assertThat(told().get(2).get("ended").toString()).isEqualTo("{\"OK\":1,\"FAILED\":1}");
  }

  @Test
  void progressIsToldOnceInAWhileOfEachTrial() {
    events.started(trials.get(0));
    events.progressed(trials.get(0), 0.1);
    events.progressed(trials.get(1), 0.1);
    now = now.plus(Events.PAUSE).minus(Duration.ofMillis(1));
    events.progressed(trials.get(0), 0.2);
    now = now.plusMillis(1);
    events.progressed(trials.get(0), 0.3);
    assertThat(told())
        .filteredOn(event -> event.has("share"))
        .extracting(event -> event.get("share").getAsDouble())
        .containsExactly(0.1, 0.3);
  }
}
