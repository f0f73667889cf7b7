package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.measure.Metric;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.worker.FakeRunner;
import io.sparing.worker.FakeWorkers;
import io.sparing.worker.Specs;
import io.sparing.worker.WorkerRequest;
import io.sparing.worker.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
      execution.run(trials, results::add);
    }
    assertThat(results).extracting(TrialResult::spec).containsExactlyInAnyOrderElementsOf(trials);
    assertThat(results).filteredOn(TrialResult::ok).hasSize(16);
    assertThat(results)
        .filteredOn(Predicate.not(TrialResult::ok))
        .extracting(TrialResult::category)
        .containsExactlyInAnyOrder(
            FailureCategory.CRASHED,
            FailureCategory.OUT_OF_MEMORY,
            FailureCategory.ERROR,
            FailureCategory.OUT_OF_MEMORY);
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
            public void finished(TrialResult result) {
              events.add("finished " + result.spec().seed());
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
  void workersAreReused() throws InterruptedException {
    List<String> pids = new ArrayList<>();
    try (SweepExecution execution = execution()) {
      execution.run(Specs.specs(10), result -> pids.add(result.message()));
    }
    assertThat(pids).hasSize(10);
    assertThat(pids.stream().distinct().count()).isLessThanOrEqualTo(2);
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
          public void finished(TrialResult result) {
            assertThat(pids).doesNotContain(result.message());
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
  void aPreparationThatDiesIsToldAndTheTrialsRun() throws InterruptedException {
    List<TrialResult> told = new ArrayList<>();
    List<TrialResult> results = new ArrayList<>();
    TrialListener listener =
        new TrialListener() {
          @Override
          public void prepared(TrialResult result) {
            told.add(result);
          }

          @Override
          public void finished(TrialResult result) {
            results.add(result);
          }
        };
    try (SweepExecution execution = execution()) {
      assertThat(execution.prepare(List.of(Specs.spec(FakeRunner.HALT), Specs.spec(1)), listener))
          .containsOnlyKeys(Specs.spec(FakeRunner.HALT));
      execution.run(Specs.specs(2), listener);
    }
    assertThat(told)
        .extracting(TrialResult::category)
        .containsExactlyInAnyOrder(FailureCategory.CRASHED, null);
    assertThat(results).hasSize(2).allMatch(TrialResult::ok);
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
      assertThat(task.attempt(Specs.spec(1), 1).ok()).isTrue();
    } finally {
      ExecutorWorkers.close(settings());
    }
    TrialResult third = task.attempt(Specs.spec(1), 2);
    assertThat(third.status()).isEqualTo(Status.QUARANTINED);
    assertThat(third.message()).isEqualTo("Lost its executor 2 times and is not tried again");
  }

  @Test
  void aCancelledTrialHasNoResult() throws Exception {
    TrialTask task = new TrialTask(settings(), WorkerRequest.Kind.RUN);
    CountDownLatch running = new CountDownLatch(1);
    TrialProgress.listen(settings(), (spec, share) -> running.countDown());
    try {
      CompletableFuture<TrialResult> hanging =
          CompletableFuture.supplyAsync(() -> task.attempt(Specs.spec(FakeRunner.HANG), 0));
      assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
      ExecutorWorkers.close(settings());
      assertThatThrownBy(() -> hanging.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(CancellationException.class);
    } finally {
      TrialProgress.end(settings());
    }
  }

  private SweepExecution execution() {
    return new SweepExecution(session, settings());
  }

  private WorkerSettings settings() {
    return FakeWorkers.settings(logs);
  }
}
