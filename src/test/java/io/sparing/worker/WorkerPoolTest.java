package io.sparing.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.trial.FailureCategory;
import io.sparing.trial.TrialResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerPoolTest {

  @TempDir Path logs;

  @Test
  void aWorkerIsReusedAndReplacedAfterItsDeath() {
    try (WorkerPool pool = new WorkerPool(FakeWorkers.settings(logs))) {
      String first = run(pool, 1).message();
      assertThat(run(pool, 2).message()).isEqualTo(first);
      assertThat(run(pool, FakeRunner.HALT).category()).isEqualTo(FailureCategory.CRASHED);
      assertThat(run(pool, 3).message()).startsWith("pid ").isNotEqualTo(first);
    }
  }

  @Test
  void aWorkerThatCannotBeStartedIsACrash() {
    WorkerSettings settings =
        new WorkerSettings(
            "/nowhere/java",
            "",
            "",
            "1g",
            1,
            0,
            Duration.ofSeconds(1),
            logs.toString(),
            new TreeMap<>());
    try (WorkerPool pool = new WorkerPool(settings)) {
      TrialResult result = run(pool, 1);
      assertThat(result.category()).isEqualTo(FailureCategory.CRASHED);
      assertThat(result.message()).contains("Failed to start a worker", "/nowhere/java");
    }
  }

  @Test
  void closingKillsTheWorkers() throws Exception {
    long pid;
    WorkerPool pool = new WorkerPool(FakeWorkers.settings(logs));
    try (pool) {
      pid = Long.parseLong(run(pool, 1).message().substring("pid ".length()));
      assertThat(ProcessHandle.of(pid)).isPresent();
    }
    assertThat(gone(pid)).isTrue();
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

  @Test
  void aTrialWhoseWorkerAloneIsInterruptedIsACrash() throws Exception {
    assertThat(ended(pool -> interruptWorkers()))
        .hasValueSatisfying(
            result -> {
              assertThat(result.category()).isEqualTo(FailureCategory.CRASHED);
              assertThat(result.message()).startsWith("The worker died of SIGTERM");
            });
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
                      pool.run(Specs.request(FakeRunner.HANG), share -> running.countDown()));
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
        worker.run(Specs.request(1), share -> {});
        System.out.println(worker.pid());
        worker.run(Specs.request(FakeRunner.HANG), share -> {});
      }
    }
  }

  private static TrialResult run(WorkerPool pool, long seed) {
    return pool.run(Specs.request(seed), share -> {});
  }

  private static boolean gone(long pid) throws Exception {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get(5, TimeUnit.SECONDS);
    }
    return !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
