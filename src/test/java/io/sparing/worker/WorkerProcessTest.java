package io.sparing.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.measure.Metric;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {

  @TempDir Path logs;

  @Test
  void aWorkerRunsATrial() throws IOException {
    try (WorkerProcess worker = WorkerProcess.start(FakeWorkers.settings(logs))) {
      TrialResult result = worker.run(Specs.request(1), share -> {}).result();
      assertThat(result.status()).isEqualTo(Status.OK);
      assertThat(result.spec()).isEqualTo(Specs.spec(1));
      assertThat(result.message()).isEqualTo("pid " + worker.pid());
      assertThat(worker.startUp()).isPresent();
    }
  }

  @Test
  void anExitIsACrashWithItsLastWords() throws IOException {
    TrialResult result = run(FakeRunner.HALT, settings());
    assertThat(result.category()).isEqualTo(FailureCategory.CRASHED);
    assertThat(result.message()).isEqualTo("The worker exited with code 3: last words");
    assertThat(result.provenance().hardware()).isNotEmpty();
  }

  @Test
  void anAbortIsACrashWithItsSignal() throws IOException {
    TrialResult result = run(FakeRunner.ABORT, settings());
    assertThat(result.category()).isEqualTo(FailureCategory.CRASHED);
    assertThat(result.message()).contains("SIGABRT").doesNotContain("\n");
  }

  @Test
  void aKillFromOutsideIsNoResult() {
    assertThatThrownBy(() -> run(FakeRunner.KILLED, settings()))
        .isInstanceOf(LostWorkerException.class)
        .hasMessageContaining("SIGKILL");
  }

  @Test
  void aHangEndsAtTheDeadline() throws IOException {
    TrialResult result = run(FakeRunner.HANG, settings().withDeadline(Duration.ofMillis(700)));
    assertThat(result.category()).isEqualTo(FailureCategory.TIMEOUT);
    assertThat(result.message())
        .isEqualTo("The worker was killed at its deadline of 700 ms, 50% done");
  }

  @Test
  void waitingForOthersDoesNotCountTowardsTheDeadline() throws IOException {
    TrialResult result = run(FakeRunner.WAIT, settings().withDeadline(Duration.ofMillis(700)));
    assertThat(result.ok()).isTrue();
  }

  @Test
  void aFullHeapIsOutOfMemory() throws IOException {
    try (WorkerProcess worker = WorkerProcess.start(settings())) {
      TrialResult result = worker.run(Specs.request(FakeRunner.FILL_HEAP), share -> {}).result();
      assertThat(result.category()).isEqualTo(FailureCategory.OUT_OF_MEMORY);
      assertThat(result.message()).contains("Java heap space");
    }
  }

  @Test
  void whatLibtorchSaysOfMemoryIsOutOfMemory() throws IOException {
    TrialResult result = run(FakeRunner.NATIVE_MEMORY, settings());
    assertThat(result.category()).isEqualTo(FailureCategory.OUT_OF_MEMORY);
  }

  @Test
  void residentMemoryAboveTheLimitIsKilled() throws IOException {
    TrialResult result = run(FakeRunner.HANG, settings().withMemory("64m", 1 << 20));
    assertThat(result.category()).isEqualTo(FailureCategory.OUT_OF_MEMORY);
    assertThat(result.message()).contains("its limit is 1 MiB");
  }

  @Test
  void anExceptionIsAnErrorWithItsCategory() throws IOException {
    TrialResult thrown = run(FakeRunner.THROW, settings());
    assertThat(thrown.category()).isEqualTo(FailureCategory.ERROR);
    assertThat(thrown.message()).isEqualTo("IllegalStateException: two lines");
    TrialResult diverged = run(FakeRunner.DIVERGE, settings());
    assertThat(diverged.category()).isEqualTo(FailureCategory.DIVERGED);
  }

  @Test
  void whatLibrariesPrintGoesToTheLog() throws IOException {
    try (WorkerProcess worker = WorkerProcess.start(settings())) {
      assertThat(worker.run(Specs.request(FakeRunner.PRINT), share -> {}).result().ok()).isTrue();
      assertThat(Files.readString(worker.logFile()))
          .contains("native chatter", "without a line end");
    }
  }

  @Test
  void aBrokenMessageIsACrash() throws IOException {
    TrialResult result = run(FakeRunner.BROKEN_MESSAGE, settings());
    assertThat(result.category()).isEqualTo(FailureCategory.CRASHED);
    assertThat(result.message()).contains("no answer");
  }

  @Test
  void whatWasMeasuredOutlivesAWorkerThatDiesSaving() throws IOException {
    try (WorkerProcess worker = WorkerProcess.start(settings())) {
      TrialResult result = worker.run(Specs.request(FakeRunner.HALT_SAVING), share -> {}).result();
      assertThat(result.ok()).isTrue();
      assertThat(result.measurements().find(Metric.ACCURACY)).hasValue(0.5);
      assertThat(result.message())
          .isEqualTo("Failed to save the model: The worker exited with code 3: last words");
    }
  }

  @Test
  void progressArrives() throws IOException {
    List<Double> shares = new ArrayList<>();
    try (WorkerProcess worker = WorkerProcess.start(settings())) {
      assertThat(worker.run(Specs.request(FakeRunner.PROGRESS), shares::add).result().ok())
          .isTrue();
    }
    assertThat(shares).containsExactly(0.25, 0.5, 0.75);
  }

  @Test
  void aWorkerSeesNoSpark() throws IOException {
    assertThat(run(FakeRunner.LOOK_FOR_SPARK, settings()).message()).isEqualTo("no Spark");
    assertThat(Files.readString(Path.of("target/runtime.classpath")))
        .doesNotContain("spark-")
        .doesNotContain("scala-");
  }

  private WorkerSettings settings() {
    return FakeWorkers.settings(logs);
  }

  private static TrialResult run(long seed, WorkerSettings settings) throws IOException {
    try (WorkerProcess worker = WorkerProcess.start(settings)) {
      return worker.run(Specs.request(seed), share -> {}).result();
    }
  }
}
