package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.worker.FakeRunner;
import io.sparing.worker.FakeWorkers;
import io.sparing.worker.Specs;
import io.sparing.worker.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    new SweepExecution(session, settings()).run(trials, results::add);
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
    new SweepExecution(session, settings())
        .run(
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
    // Which trials have ended by then depends on which worker came up first; most must have.
    List<String> before = events.subList(0, events.indexOf("started " + FakeRunner.PROGRESS));
    assertThat(before).filteredOn(event -> event.startsWith("finished")).hasSizeGreaterThan(3);
    assertThat(events).contains("progressed " + FakeRunner.PROGRESS);
    assertThat(events).endsWith("finished " + FakeRunner.PROGRESS);
  }

  @Test
  void workersAreReused() throws InterruptedException {
    List<String> pids = new ArrayList<>();
    new SweepExecution(session, settings())
        .run(Specs.specs(10), result -> pids.add(result.message()));
    assertThat(pids.stream().distinct().count()).isLessThanOrEqualTo(2);
  }

  @Test
  void aBugInTheDriverIsThrown() {
    SweepExecution execution = new SweepExecution(session, settings());
    assertThatThrownBy(
            () ->
                execution.run(
                    Specs.specs(4),
                    result -> {
                      throw new IllegalStateException("the ledger is full");
                    }))
        .hasMessage("the ledger is full");
  }

  @Test
  void aTrialThatLostTwoExecutorsIsQuarantined() {
    TrialTask task = new TrialTask(settings());
    try {
      assertThat(task.attempt(Specs.spec(1), 1).ok()).isTrue();
    } finally {
      ExecutorWorkers.close(settings());
    }
    TrialResult third = task.attempt(Specs.spec(1), 2);
    assertThat(third.status()).isEqualTo(Status.QUARANTINED);
    assertThat(third.message()).isEqualTo("Lost its executor 2 times and is not tried again");
  }

  private WorkerSettings settings() {
    return FakeWorkers.settings(logs);
  }
}
