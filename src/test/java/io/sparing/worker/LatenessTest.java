package io.sparing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.trial.FailureCategory;
import io.sparing.trial.TrialResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is late: a trial, its worker, or the parent. */
class LatenessTest {

  private static final Duration DEADLINE = Duration.ofSeconds(3);

  /** Longer than the deadline and all that a parent adds to it. */
  private static final Duration PAUSE = Duration.ofSeconds(9);

  @TempDir private Path logs;

  /** Each waits for long, so they wait beside one another. */
  @Test
  void noneOfTheseLosesTheResult() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<Void>> late =
          List.of(
              this::aParentThatIsBusyPastTheDeadlineReadsTheResult,
              this::aParentThatIsStoppedPastTheDeadlineReadsTheResult,
              this::aWorkerThatIsStoppedPastTheDeadlineGoesOn);
      for (Future<Void> ended : threads.invokeAll(late)) {
        ended.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Void aParentThatIsBusyPastTheDeadlineReadsTheResult() throws IOException {
    try (WorkerProcess worker = WorkerProcess.start(settings())) {
      TrialResult result =
          worker.run(Specs.request(FakeRunner.PROGRESS), share -> pause()).result();
      assertThat(result.ok()).isTrue();
    }
    return null;
  }

  private Void aParentThatIsStoppedPastTheDeadlineReadsTheResult() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                settings().classPath(),
                Parent.class.getName(),
                logs.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("begun");
      Signals.send("STOP", parent.pid());
      pause();
      Signals.send("CONT", parent.pid());
      assertThat(out.readLine()).isEqualTo("ok");
    } finally {
      parent.destroyForcibly();
    }
    return null;
  }

  /** Runs one trial. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws IOException {
      boolean[] begun = {false};
      try (WorkerProcess worker = WorkerProcess.start(settings(Path.of(args[0])))) {
        TrialResult result =
            worker
                .run(
                    Specs.request(FakeRunner.PROGRESS),
                    share -> {
                      if (!begun[0]) {
                        begun[0] = true;
                        System.out.println("begun");
                      }
                    })
                .result();
        System.out.println(result.ok() ? "ok" : result.message());
      }
    }
  }

  private Void aWorkerThatIsStoppedPastTheDeadlineGoesOn() throws Exception {
    try (WorkerProcess worker = WorkerProcess.start(settings())) {
      CompletableFuture<Void> begun = new CompletableFuture<>();
      CompletableFuture<TrialResult> trial =
          CompletableFuture.supplyAsync(
              () ->
                  worker
                      .run(Specs.request(FakeRunner.PROGRESS), share -> begun.complete(null))
                      .result());
      begun.get(60, TimeUnit.SECONDS);
      Signals.send("STOP", worker.pid());
      pause();
      Signals.send("CONT", worker.pid());
      assertThat(trial.get(60, TimeUnit.SECONDS).ok()).isTrue();
    }
    return null;
  }

  @Test
  void aWorkerThatCannotEvenEndItselfIsKilled() throws IOException {
    Path script = logs.resolve("java");
    String ready = WorkerMessageParser.line(new WorkerMessage.Ready(1, 1));
    Files.writeString(script, "#!/bin/sh\necho '%s'\nexec sleep 600\n".formatted(ready));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Duration deadline = Duration.ofMillis(100);
    WorkerSettings settings =
        new WorkerSettings(
            script.toString(),
            "",
            "",
            "1g",
            1,
            0,
            deadline,
            deadline,
            logs.toString(),
            new TreeMap<>());
    try (WorkerProcess worker = WorkerProcess.start(settings)) {
      TrialResult result = worker.run(Specs.request(1), share -> {}).result();
      assertThat(result.category()).isEqualTo(FailureCategory.TIMEOUT);
      assertThat(result.message()).contains("at its deadline of 100 ms");
    }
  }

  private WorkerSettings settings() {
    return settings(logs);
  }

  private static WorkerSettings settings(Path logs) {
    return FakeWorkers.settings(logs).withDeadline(DEADLINE);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
