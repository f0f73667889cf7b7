package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.admission.ExpectedMemory;
import io.sparing.measure.Metric;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.TrialListener;
import io.sparing.worker.FakeRunner;
import io.sparing.worker.FakeWorkers;
import io.sparing.worker.Specs;
import io.sparing.worker.WorkerRequest;
import io.sparing.worker.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepExecutionTest {

  private static SparkSession session;

  @TempDir Path logs;

  @BeforeAll
  static void open() {
    session = SparkSessions.open("test", new Slots(2, 1));
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @Test
  void everyTrialEndsInOneResultWhateverItDoes() throws InterruptedException {
    List<TrialSpec> trials = new ArrayList<>(Specs.specs(16));
    trials.add(3, Specs.spec(FakeRunner.HALT));
    trials.add(7, Specs.spec(FakeRunner.KILLED));
    trials.add(11, Specs.spec(FakeRunner.THROW));
    trials.add(Specs.spec(FakeRunner.FILL_HEAP));
    List<TrialResult> results = new ArrayList<>();
    try (SweepExecution execution = execution()) {
      execution.run(trials, end -> results.add(end.result()));
    }
    assertThat(results).extracting(TrialResult::spec).containsExactlyInAnyOrderElementsOf(trials);
    assertThat(results).filteredOn(TrialResult::ok).hasSize(16);
    assertThat(results)
        .filteredOn(result -> result.status() == Status.QUARANTINED)
        .extracting(TrialResult::spec)
        .containsExactly(Specs.spec(FakeRunner.KILLED));
    assertThat(results)
        .filteredOn(result -> result.status() == Status.FAILED)
        .extracting(TrialResult::category)
        .containsExactlyInAnyOrder(
            FailureCategory.CRASHED, FailureCategory.ERROR, FailureCategory.OUT_OF_MEMORY);
  }

  @Test
  void resultsArriveWhileOthersHaveNotBegun() throws InterruptedException {
    List<TrialSpec> trials = new ArrayList<>(Specs.specs(6));
    trials.add(Specs.spec(FakeRunner.SLOW));
    trials.add(Specs.spec(FakeRunner.PROGRESS));
    List<String> events = new ArrayList<>();
    try (SweepExecution execution = execution()) {
      execution.run(
          trials,
          new TrialListener() {
            @Override
            public void started(TrialSpec spec) {
              events.add("started " + spec.seed());
            }

            @Override
            public void progressed(TrialSpec spec, double share) {
              events.add("progressed " + spec.seed());
            }

            @Override
            public void finished(WrittenResult end) {
              events.add("finished " + end.result().spec().seed());
            }
          });
    }
    // Which trials have ended by then depends on which worker came up first; most must have.
    List<String> before = events.subList(0, events.indexOf("started " + FakeRunner.PROGRESS));
    assertThat(before).filteredOn(event -> event.startsWith("finished")).hasSizeGreaterThan(3);
    assertThat(events).contains("progressed " + FakeRunner.PROGRESS);
    assertThat(events).endsWith("finished " + FakeRunner.PROGRESS);
  }

  @Test
  void eachTrialHasAWorkerOfItsOwn() throws InterruptedException {
    List<String> pids = new ArrayList<>();
    try (SweepExecution execution = execution()) {
      execution.run(Specs.specs(10), end -> pids.add(end.result().message()));
    }
    assertThat(pids).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void aWorkerPreparesForNoTrialThatIsMeasured() throws InterruptedException {
    List<String> events = new ArrayList<>();
    List<String> pids = new ArrayList<>();
    TrialListener listener =
        new TrialListener() {
          @Override
          public void preparing(TrialSpec spec, double share) {
            events.add("preparing %s %.0f".formatted(spec.seed(), share));
          }

          @Override
          public void prepared(TrialResult result) {
            events.add("prepared " + result.measurements().find(Metric.ROWS_CUT).getAsDouble());
            pids.add(result.message());
          }

          @Override
          public void finished(WrittenResult end) {
            assertThat(pids).doesNotContain(end.result().message());
            events.add("finished");
          }
        };
    try (SweepExecution execution = execution()) {
      execution.prepare(List.of(Specs.spec(7)), listener);
      execution.run(List.of(Specs.spec(8)), listener);
    }
    assertThat(events).contains("preparing 7 0", "preparing 7 1");
    assertThat(events).endsWith("prepared 7.0", "finished");
  }

  @Test
  void aPreparationThatIsLostTwiceIsLeftToItsTrialsInOneLine() throws InterruptedException {
    List<TrialResult> told = new ArrayList<>();
    List<TrialResult> results = new ArrayList<>();
    TrialListener listener = listener(told, results);
    List<TrialSpec> preparations =
        List.of(
            Specs.spec(FakeRunner.KILLED),
            Specs.spec(1),
            Specs.spec(FakeRunner.HALT),
            Specs.spec(FakeRunner.THROW));
    try (SweepExecution execution = execution()) {
      assertThat(execution.prepare(preparations, listener)).isEmpty();
      execution.run(Specs.specs(2), listener);
    }
    assertThat(told).hasSize(4).allMatch(TrialResult::ok);
    assertThat(told)
        .filteredOn(result -> !result.spec().equals(Specs.spec(1)))
        .extracting(TrialResult::message)
        .allMatch(
            message ->
                message.startsWith(
                    "minilm-l6 is not made ready on wordnet-topic before its trials, which do so"
                        + " themselves: "))
        .anyMatch(message -> message.contains("SIGKILL"))
        .anyMatch(message -> message.endsWith("The worker exited with code 3: last words"))
        .anyMatch(message -> message.endsWith("IllegalStateException: two lines"));
    assertThat(results).hasSize(2).allMatch(TrialResult::ok);
  }

  @Test
  void aPreparationThatIsLostOnceIsTriedAgain() throws InterruptedException {
    List<TrialResult> told = new ArrayList<>();
    TrialSpec once = Specs.spec(FakeRunner.KILLED_ONCE);
    WorkerSettings settings =
        settings().withEnvironment(Map.of(FakeRunner.ONCE, logs.resolve("once").toString()));
    try (SweepExecution execution =
        new SweepExecution(session, settings, spec -> ExpectedMemory.UNKNOWN)) {
      assertThat(execution.prepare(List.of(once), listener(told, new ArrayList<>()))).isEmpty();
    }
    assertThat(told).hasSize(1).allMatch(TrialResult::ok);
    assertThat(told.get(0).message()).startsWith("pid ");
    assertThat(logs.resolve("once")).exists();
  }

  @Test
  void onlyAPreparationThatIsRefusedEndsItsTrials() throws InterruptedException {
    List<TrialResult> told = new ArrayList<>();
    TrialSpec refused = Specs.spec(FakeRunner.REFUSE);
    try (SweepExecution execution = execution()) {
      assertThat(execution.prepare(List.of(refused), listener(told, new ArrayList<>())))
          .containsOnlyKeys(refused)
          .allSatisfy(
              (spec, result) -> assertThat(result.category()).isEqualTo(FailureCategory.BAD_DATA));
    }
    assertThat(told).extracting(TrialResult::message).containsExactly("Invalid rows");
  }

  @Test
  void aTeacherThatIsRefusedIsGivenBackAndOneThatIsLostIsLeftToItsStudents()
      throws InterruptedException {
    List<TrialResult> told = new ArrayList<>();
    TrialSpec refused = Specs.spec(FakeRunner.REFUSE);
    TrialListener listener =
        new TrialListener() {
          @Override
          public void taught(TrialResult result) {
            told.add(result);
          }

          @Override
          public void finished(WrittenResult end) {
            throw new IllegalStateException("A teacher has no row");
          }
        };
    try (SweepExecution execution = execution()) {
      assertThat(execution.teach(List.of(refused, Specs.spec(FakeRunner.HALT)), listener))
          .containsOnlyKeys(refused);
    }
    assertThat(told)
        .extracting(TrialResult::message)
        .containsExactlyInAnyOrder(
            "Invalid rows",
            "minilm-l6 is not trained on wordnet-topic before its students, which do so themselves:"
                + " The worker exited with code 3: last words");
  }

  private static TrialListener listener(List<TrialResult> told, List<TrialResult> results) {
    return new TrialListener() {
      @Override
      public void prepared(TrialResult result) {
        told.add(result);
      }

      @Override
      public void finished(WrittenResult end) {
        results.add(end.result());
      }
    };
  }

  @Test
  void trialsForWhichNoWorkerStartsHaveNoRow() throws InterruptedException {
    List<TrialResult> results = new ArrayList<>();
    WorkerSettings nowhere = settings().withRunner("io.sparing.Nowhere");
    try (SweepExecution execution =
        new SweepExecution(session, nowhere, spec -> ExpectedMemory.UNKNOWN)) {
      assertThat(execution.prepare(Specs.specs(12), end -> results.add(end.result()))).isEmpty();
      assertThatThrownBy(() -> execution.run(Specs.specs(2), end -> results.add(end.result())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "Failed to run 2 of 2 trials, by no fault of theirs; start the sweep again")
          .hasMessageContaining("ClassNotFoundException: io.sparing.Nowhere");
    }
    assertThat(results).isEmpty();
  }

  @Test
  void aBugInTheDriverIsThrown() {
    try (SweepExecution execution = execution()) {
      assertThatThrownBy(
              () ->
                  execution.run(
                      Specs.specs(4),
                      result -> {
                        throw new IllegalStateException("the ledger is full");
                      }))
          .hasMessage("the ledger is full");
    }
  }

  @Test
  void aTrialThatLostTwoExecutorsIsQuarantined() {
    TrialTask task = new TrialTask(settings(), WorkerRequest.Kind.RUN);
    try {
      assertThat(
              task.attempt(Specs.spec(1), ExpectedMemory.UNKNOWN, 1)
                  .result()
                  .orElseThrow()
                  .result()
                  .ok())
          .isTrue();
    } finally {
      ExecutorWorkers.close(settings());
    }
    TrialResult third =
        task.attempt(Specs.spec(1), ExpectedMemory.UNKNOWN, 2).result().orElseThrow().result();
    assertThat(third.status()).isEqualTo(Status.QUARANTINED);
    assertThat(third.message()).isEqualTo("Lost its executor 2 times and is not tried again");
  }

  @Test
  void aTrialThatWouldNotFitEndsBeforeItRuns() {
    WorkerSettings small = settings().withMemory("64m", 100 << 20);
    ExpectedMemory expected = new ExpectedMemory(200 << 20, 300 << 20, 0, 0);
    TrialTask task = new TrialTask(small, WorkerRequest.Kind.RUN);
    TrialResult result =
        task.attempt(Specs.spec(FakeRunner.HANG), expected, 0).result().orElseThrow().result();
    assertThat(result.category()).isEqualTo(FailureCategory.WOULD_NOT_FIT);
    assertThat(result.message()).startsWith("Cannot fit: at least 200 MiB").contains("--memory");
    TrialTask teaching = new TrialTask(small, WorkerRequest.Kind.TEACH);
    assertThat(teaching.attempt(Specs.spec(1), expected, 0).lost()).startsWith("Cannot fit");
  }

  @Test
  void aCancelledTrialHasNoResult() throws Exception {
    TrialTask task = new TrialTask(settings(), WorkerRequest.Kind.RUN);
    CountDownLatch running = new CountDownLatch(1);
    TrialProgress.listen(settings(), (spec, share) -> running.countDown());
    try {
      CompletableFuture<TaskEnd> hanging =
          CompletableFuture.supplyAsync(
              () -> task.attempt(Specs.spec(FakeRunner.HANG), ExpectedMemory.UNKNOWN, 0));
      assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
      ExecutorWorkers.close(settings());
      assertThatThrownBy(() -> hanging.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(CancellationException.class);
    } finally {
      TrialProgress.end(settings());
    }
  }

  private SweepExecution execution() {
    return new SweepExecution(session, settings(), spec -> ExpectedMemory.UNKNOWN);
  }

  private WorkerSettings settings() {
    return FakeWorkers.settings(logs);
  }
}
