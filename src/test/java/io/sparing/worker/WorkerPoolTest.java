package io.sparing.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerPoolTest {

  @TempDir Path logs;

  @Test
  void everyTrialHasAProcessOfItsOwn() throws Exception {
    try (WorkerPool pool = new WorkerPool(FakeWorkers.settings(logs))) {
      String first = run(pool, 1).message();
      assertThat(gone(pid(first))).isTrue();
      assertThat(run(pool, FakeRunner.HALT).category()).isEqualTo(FailureCategory.CRASHED);
      assertThat(run(pool, 2).message()).startsWith("pid ").isNotEqualTo(first);
    }
  }

  @Test
  void workersOneAfterTheOtherShareALog() throws Exception {
    try (WorkerPool pool = new WorkerPool(FakeWorkers.settings(logs))) {
      run(pool, FakeRunner.HALT);
      assertThat(run(pool, FakeRunner.HALT).message())
          .isEqualTo("The worker exited with code 3: last words");
    }
    try (Stream<Path> files = Files.list(logs)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aWorkerThatCannotBeStartedIsNoFaultOfTheTrial() {
    WorkerSettings settings =
        new WorkerSettings(
            "/nowhere/java",
            "",
            "",
            "1g",
            1,
            0,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            logs.toString(),
            new TreeMap<>());
    try (WorkerPool pool = new WorkerPool(settings)) {
      assertThatThrownBy(() -> run(pool, 1))
          .isInstanceOf(LostWorkerException.class)
          .hasMessageContainingAll("Failed to start a worker", "/nowhere/java");
    }
  }

  @Test
  void aRunnerThatIsNotThereIsNoFaultOfTheTrial() {
    WorkerSettings settings = FakeWorkers.settings(logs).withRunner("io.sparing.Nowhere");
    try (WorkerPool pool = new WorkerPool(settings)) {
      assertThatThrownBy(() -> run(pool, 1))
          .isInstanceOf(LostWorkerException.class)
          .hasMessageContaining("ClassNotFoundException: io.sparing.Nowhere");
    }
  }

  @Test
  void aTrialThatLosesTwoWorkersToKillsIsQuarantined() {
    try (WorkerPool pool = new WorkerPool(FakeWorkers.settings(logs))) {
      TrialResult result = run(pool, FakeRunner.KILLED);
      assertThat(result.status()).isEqualTo(Status.QUARANTINED);
      assertThat(result.message())
          .startsWith("Lost 2 workers and is not tried again; of the last: The worker was killed")
          .contains("SIGKILL");
      assertThat(run(pool, 1).ok()).isTrue();
    }
  }

  @Test
  void aTrialWhoseWorkerIsKilledRunsAgain() {
    assertThat(afterOneSignal("KILL").ok()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HUP", "INT", "TERM"})
  void aTrialWhoseWorkerIsAskedToEndRunsAgain(String signal) {
    assertThat(afterOneSignal(signal).ok()).isTrue();
  }

  @Test
  void aTrialWhoseWorkersAreAskedToEndAgainAndAgainHasNoRow() {
    try (WorkerPool pool = new WorkerPool(FakeWorkers.settings(logs))) {
      assertThatThrownBy(
              () -> pool.run(Specs.request(FakeRunner.HANG), share -> interruptWorkers()))
          .isInstanceOf(LostWorkerException.class)
          .hasMessageStartingWith("The worker died of SIGTERM");
    }
  }

  @Test
  void whatWasMeasuredStandsForATrialThatLosesTwoWorkersSaving() {
    try (WorkerPool pool = new WorkerPool(FakeWorkers.settings(logs))) {
      TrialResult result = run(pool, FakeRunner.KILLED_SAVING);
      assertThat(result.ok()).isTrue();
      assertThat(result.message()).startsWith("Failed to save the model: The worker was killed");
    }
  }

  @Test
  void aPreparationThatIsLostHasNoResult() {
    try (WorkerPool pool = new WorkerPool(FakeWorkers.settings(logs))) {
      for (long seed : new long[] {FakeRunner.KILLED, FakeRunner.HALT, FakeRunner.FILL_HEAP}) {
        assertThatThrownBy(() -> pool.run(Specs.preparation(seed), share -> {}))
            .isInstanceOf(LostWorkerException.class);
      }
    }
  }

  @Test
  void aPreparationWithoutProgressIsLost() {
    WorkerSettings settings =
        FakeWorkers.settings(logs).withPreparationLimit(Duration.ofMillis(700));
    try (WorkerPool pool = new WorkerPool(settings)) {
      assertThatThrownBy(() -> pool.run(Specs.preparation(FakeRunner.HANG), share -> {}))
          .isInstanceOf(LostWorkerException.class)
          .hasMessage("The worker was killed without progress for 700 ms, 50% done");
    }
  }

  @Test
  void aClosedPoolTakesNoTrial() {
    WorkerPool pool = new WorkerPool(FakeWorkers.settings(logs));
    pool.close();
    assertThatThrownBy(() -> run(pool, 2))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("closed pool");
  }

  @Test
  void aTrialThatIsCancelledHasNoRow() throws Exception {
    assertThat(ended(WorkerPool::close)).isEmpty();
  }

  @Test
  void aTrialWhoseWorkerAndParentAreInterruptedHasNoRow() throws Exception {
    assertThat(
            ended(
                pool -> {
                  interruptWorkers();
                  pool.close();
                }))
        .isEmpty();
  }

  /** How a trial that never ends by itself ends, if it has a row then. */
  private Optional<TrialResult> ended(Consumer<WorkerPool> end) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    try (WorkerPool pool = new WorkerPool(FakeWorkers.settings(logs))) {
      CompletableFuture<Optional<TrialResult>> trial =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Optional.of(
                      pool.run(Specs.request(FakeRunner.HANG), share -> running.countDown())
                          .result());
                } catch (CancellationException e) {
                  return Optional.empty();
                }
              });
      assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
      end.accept(pool);
      return trial.get(60, TimeUnit.SECONDS);
    }
  }

  private static void interruptWorkers() {
    ProcessHandle.current().children().forEach(ProcessHandle::destroy);
  }

  /** How a trial ends whose first worker gets a signal in the middle of it. */
  private TrialResult afterOneSignal(String signal) {
    AtomicBoolean sent = new AtomicBoolean();
    try (WorkerPool pool = new WorkerPool(FakeWorkers.settings(logs))) {
      return pool.run(
              Specs.request(FakeRunner.PROGRESS),
              share -> {
                if (sent.compareAndSet(false, true)) {
                  ProcessHandle.current()
                      .children()
                      .forEach(worker -> Signals.send(signal, worker.pid()));
                }
              })
          .result();
    }
  }

  @Test
  void aKilledParentLeavesNoOrphanEvenInTheMiddleOfATrial() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                FakeWorkers.settings(logs).classPath(),
                HangingParent.class.getName(),
                logs.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
      long worker = Long.parseLong(out.readLine());
      assertThat(ProcessHandle.of(worker)).isPresent();
      parent.destroyForcibly();
      assertThat(gone(worker)).isTrue();
    }
  }

  /** A parent that dies while its worker runs a trial that never ends. */
  static final class HangingParent {
    private HangingParent() {}

    public static void main(String[] args) throws IOException {
      try (WorkerProcess worker = WorkerProcess.start(FakeWorkers.settings(Path.of(args[0])))) {
        System.out.println(worker.pid());
        worker.run(Specs.request(FakeRunner.HANG), share -> {});
      }
    }
  }

  private static TrialResult run(WorkerPool pool, long seed) {
    return pool.run(Specs.request(seed), share -> {}).result();
  }

  private static long pid(String message) {
    return Long.parseLong(message.substring("pid ".length()));
  }

  private static boolean gone(long pid) throws Exception {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(5, TimeUnit.SECONDS);
    }
    return !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
