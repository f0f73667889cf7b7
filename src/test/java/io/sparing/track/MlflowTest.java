package io.sparing.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.SweepEnd;
import io.sparing.watch.SweepWatcher;
import io.sparing.watch.WatchedResults;
import io.sparing.worker.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<TrialSpec> trials = Specs.specs(3);
  private final List<String> told = new ArrayList<>();

  @TempDir private Path folder;

  private FakeMlflow server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeMlflow();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Tracking open(Map<String, String> environment, Duration patience) {
    return new Mlflow()
        .open(
            new TrackerSettings(
                Optional.of(server.address() + "/"),
                Optional.empty(),
                environment,
                folder,
                patience));
  }

  /** Runs a sweep of three trials, of which the second fails and the third does not end. */
  private Tracking sweep(SweepEnd end) {
    Tracking tracking = open(Map.of(), LONG);
    SweepWatcher watcher = tracking.watcher(told::add);
    watcher.began(WatchedResults.start(trials, List.of()));
    trials.forEach(watcher::started);
    watcher.finished(WatchedResults.ok(trials.get(0), 4));
    watcher.finished(WatchedResults.failed(trials.get(1)));
    watcher.ended(end);
    return tracking;
  }

  /** Returns what {@link #sweep} leaves behind. */
  private List<TrialResult> results() {
    return List.of(
        WatchedResults.ok(trials.get(0), 4).result(),
        WatchedResults.failed(trials.get(1)).result());
  }

  private JsonObject only(String name) {
    assertThat(server.named(name)).hasSize(1);
    return server.named(name).get(0);
  }

  private JsonObject parent() {
    return server.named("").get(0);
  }

  @Test
  void aSweepIsARunAndItsTrialsAreNested() throws IOException {
    Path model = Files.createDirectories(folder.resolve("models").resolve(trials.get(0).id()));
    Files.writeString(model.resolve("model.safetensors"), "abc");
    Files.writeString(folder.resolve("rules.md"), "rules");
    Tracking tracking = sweep(SweepEnd.KILLED);
    assertThat(told).isEmpty();
    assertThat(tracking.sent()).isEqualTo(2);
    assertThat(server.experiments).containsExactly("mine");
    assertThat(FakeMlflow.state(parent())).isEqualTo("KILLED");
    assertThat(FakeMlflow.value(parent(), "metrics", "trials_failed")).isEqualTo("1.0");
    assertThat(FakeMlflow.value(parent(), "tags", "mlflow.note.content"))
        .isEqualTo("what it is for");
    JsonObject good = only("seed 0");
    assertThat(FakeMlflow.state(good)).isEqualTo("FINISHED");
    assertThat(FakeMlflow.value(good, "tags", "mlflow.parentRunId")).isEqualTo("run0");
    assertThat(FakeMlflow.value(good, "tags", "sparing.trial_id")).isEqualTo(trials.get(0).id());
    for (JsonObject run : List.of(parent(), good)) {
      assertThat(FakeMlflow.value(run, "tags", "mlflow.source.git.commit"))
          .isEqualTo(WatchedResults.COMMIT);
    }
    assertThat(FakeMlflow.value(good, "params", "strategy")).isEqualTo("zero-shot");
    assertThat(FakeMlflow.value(good, "metrics", "accuracy")).isEqualTo("0.8");
    JsonObject bad = only("seed 1");
    assertThat(FakeMlflow.state(bad)).isEqualTo("FAILED");
    assertThat(FakeMlflow.value(bad, "tags", "sparing.failure_category"))
        .isEqualTo("OUT_OF_MEMORY");
    assertThat(FakeMlflow.state(only("seed 2"))).isEqualTo("KILLED");
    assertThat(server.files)
        .containsEntry("1/run1/artifacts/result.json", WatchedResults.ok(trials.get(0), 4).json())
        .containsEntry("1/run0/artifacts/rules.md", "rules");
    assertThat(server.files.get("1/run1/artifacts/saved-model.json"))
        .contains("model.safetensors\",\"bytes\":3");
  }

  @Test
  void aCurveIsMetricsByStep() {
    sweep(SweepEnd.FINISHED);
    List<String> metrics = new ArrayList<>();
    only("seed 0")
        .getAsJsonObject("data")
        .getAsJsonArray("metrics")
        .forEach(metric -> metrics.add(metric.toString()));
    long begin = WatchedResults.BEGIN.toEpochMilli();
    assertThat(metrics)
        .contains(
            "{\"key\":\"train_loss\",\"value\":0.5,\"timestamp\":%d,\"step\":2}"
                .formatted(begin + 2_000),
            "{\"key\":\"validation_score\",\"value\":0.5,\"timestamp\":%d,\"step\":4}"
                .formatted(begin + 4_000))
        .filteredOn(metric -> metric.contains("validation_score"))
        .hasSize(2);
  }

  @Test
  void aResumedSweepGoesOnInItsRunAndNothingIsSentTwice() {
    sweep(SweepEnd.KILLED);
    int before = server.runs.size();
    SweepWatcher watcher = open(Map.of(), LONG).watcher(told::add);
    watcher.began(WatchedResults.start(trials, results()));
    watcher.finished(WatchedResults.ok(trials.get(2), 0));
    watcher.ended(SweepEnd.FINISHED);
    assertThat(server.runs).hasSize(before);
    assertThat(FakeMlflow.state(parent())).isEqualTo("FINISHED");
    assertThat(FakeMlflow.value(parent(), "metrics", "trials")).isEqualTo("3.0");
    assertThat(FakeMlflow.state(only("seed 2"))).isEqualTo("FINISHED");
    assertThat(told).isEmpty();
  }

  @Test
  void aTrialThatRanAgainHasASecondRun() {
    sweep(SweepEnd.FINISHED);
    SweepWatcher watcher = open(Map.of(), LONG).watcher(told::add);
    watcher.began(WatchedResults.start(trials, results()));
    watcher.finished(WatchedResults.ok(trials.get(1), 0));
    watcher.ended(SweepEnd.FINISHED);
    assertThat(server.named("seed 1"))
        .extracting(FakeMlflow::state)
        .containsExactly("FAILED", "FINISHED");
  }

  @Test
  void aBusyServerIsAskedAgainAndALostAnswerMakesNoSecondRun() {
    AtomicInteger calls = new AtomicInteger();
    server.gate = path -> calls.incrementAndGet() % 6 == 0 ? 503 : 0;
    server.loseAnswers = true;
    Tracking tracking = sweep(SweepEnd.FINISHED);
    assertThat(tracking.sent()).isEqualTo(2);
    assertThat(server.runs).hasSize(4);
    assertThat(server.experiments).hasSize(1);
  }

  @Test
  void aServerThatIsAwayIsReportedOnceAndSentTheRestLater() {
    server.gate = path -> 503;
    long begin = System.nanoTime();
    Tracking tracking = sweep(SweepEnd.FINISHED);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
    assertThat(tracking.sent()).isZero();
    assertThat(told)
        .containsExactly(
            "MLflow is not sent all: %s answers with 503: The server says no; the sweep goes on"
                .formatted(server.address()),
            "MLflow lacks 2 of 2 trials; this sends them: ./submit.sh track %s --address %s/"
                .formatted(folder, server.address()));
    server.gate = path -> 0;
    told.clear();
    SweepWatcher later = open(Map.of(), LONG).watcher(told::add);
    later.began(WatchedResults.start(trials, results()));
    later.ended(SweepEnd.FINISHED);
    assertThat(server.runs).hasSize(3);
    assertThat(told).isEmpty();
  }

  @Test
  void aSlowServerHoldsUpNeitherTheSweepNorItsEnd() {
    server.gate =
        path -> {
          Thread.sleep(60_000);
          return 0;
        };
    WrittenResult end = WatchedResults.failed(trials.get(0));
    SweepWatcher watcher = open(Map.of(), Duration.ofMillis(700)).watcher(told::add);
    watcher.began(WatchedResults.start(trials, List.of()));
    long begin = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      watcher.progressed(trials.get(0), 0.5);
      watcher.finished(end);
    }
    watcher.ended(SweepEnd.FINISHED);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    assertThat(told).last().asString().startsWith("MLflow lacks 1000 of 1000 trials; ");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aServerThatRefusesIsAskedOnceForEachThing(int code) {
    AtomicInteger calls = new AtomicInteger();
    server.gate =
        path -> {
          calls.incrementAndGet();
          return code;
        };
    sweep(SweepEnd.FINISHED);
    assertThat(calls.get()).isEqualTo(7);
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).contains("The server says no; set MLFLOW_TRACKING_TOKEN, or");
  }

  @Test
  void aServerThatTakesNoFilesHasTheRest() {
    server.artifacts = "s3://bucket/%s";
    Tracking tracking = sweep(SweepEnd.FINISHED);
    assertThat(tracking.sent()).isEqualTo(2);
    assertThat(server.files).isEmpty();
    assertThat(told).hasSize(1).first().asString().contains("start it with --serve-artifacts");
  }

  @Test
  void secretsGoInTheHeaderAndTheExperimentMayBeNamed() {
    empty(Map.of("MLFLOW_TRACKING_TOKEN", "secret", "MLFLOW_EXPERIMENT_NAME", "it's"));
    assertThat(server.experiments).containsExactly("it's");
    assertThat(server.authorizations).containsOnly("Bearer secret");
    server.authorizations.clear();
    empty(Map.of("MLFLOW_TRACKING_USERNAME", "me", "MLFLOW_TRACKING_PASSWORD", "word"));
    assertThat(server.authorizations).containsOnly("Basic bWU6d29yZA==");
  }

  private void empty(Map<String, String> environment) {
    SweepWatcher watcher = open(environment, LONG).watcher(told::add);
    watcher.began(WatchedResults.start(List.of(), List.of()));
    watcher.ended(SweepEnd.FINISHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///tmp/x", "127.0.0.1:5000", "http://", "http://a b", "databricks"})
  void anAddressThatIsNoneIsRefused(String address) {
    assertThatThrownBy(() -> openAt(Optional.of(address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid address of the tracker: %s; expected http://HOST:PORT or https://HOST:PORT",
            address);
  }

  @Test
  void aPasswordInAnAddressIsRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> openAt(Optional.of("http://me:word@host:5000")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MLFLOW_TRACKING_PASSWORD")
        .hasMessageNotContaining("word@");
  }

  @Test
  void anAddressIsNeededAndATrackerIsKnownByName() {
    assertThatThrownBy(() -> openAt(Optional.empty()))
        .hasMessage(
            "Cannot track without an address; expected --track-address http://HOST:PORT, or"
                + " MLFLOW_TRACKING_URI");
    assertThatThrownBy(() -> Trackers.find("wandb"))
        .hasMessage("Unknown tracker: wandb; known: mlflow");
  }

  private void openAt(Optional<String> address) {
    new Mlflow().open(new TrackerSettings(address, Optional.empty(), Map.of(), folder, LONG));
  }

  @Test
  void aSweepThatNeverBeganEndsQuietly() {
    open(Map.of(), LONG).watcher(told::add).ended(SweepEnd.FINISHED);
    assertThat(server.authorizations).isEmpty();
    assertThat(told).isEmpty();
  }
}
