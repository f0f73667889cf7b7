package io.sparing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchdogTest {

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final WorkerMessage END = new WorkerMessage.Unprepared("the end");

  private final List<WorkerMessage> told = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> late = new CompletableFuture<>();
  private long now;
  private int signs;
  private Watchdog watchdog;

  @Test
  void aLateTrialIsToldOnceAndItsResultNotAnyMore() {
    watch(WorkerRequest.Kind.RUN);
    late.join();
    watchdog.end(END);
    assertThat(told).containsExactly(new WorkerMessage.Late());
  }

  @Test
  void aTrialThatEndedIsNeverLate() throws InterruptedException {
    CountDownLatch read = new CountDownLatch(20);
    Deadline never =
        new Deadline(
            LIMIT,
            () -> {
              read.countDown();
              return 0;
            });
    watchdog = new Watchdog(WorkerRequest.Kind.RUN, never, told::add, () -> late.complete(null));
    watchdog.start();
    assertThat(read.await(60, TimeUnit.SECONDS)).isTrue();
    watchdog.progressed(0.5);
    watchdog.end(END);
    assertThat(told).containsExactly(new WorkerMessage.Progress(0.5), END);
    assertThat(late).isNotDone();
  }

  @Test
  void progressPutsOffTheEndOfAPreparation() {
    signs = 10;
    watch(WorkerRequest.Kind.PREPARE);
    late.join();
    assertThat(told).hasSize(11).endsWith(new WorkerMessage.Late());
  }

  @Test
  void progressPutsOffNoEndOfATrial() {
    signs = 10;
    watch(WorkerRequest.Kind.RUN);
    late.join();
    assertThat(told).hasSizeLessThan(5).endsWith(new WorkerMessage.Late());
  }

  @Test
  void waitingForOthersDoesNotCount() throws InterruptedException {
    Deadline deadline = new Deadline(LIMIT, () -> now += 500_000_000);
    watchdog =
        new Watchdog(WorkerRequest.Kind.RUN, deadline, this::hear, () -> late.complete(null));
    watchdog.waits(true);
    watchdog.start();
    Thread.sleep(500);
    assertThat(late).isNotDone();
    watchdog.waits(false);
    late.join();
    assertThat(told)
        .containsExactly(
            new WorkerMessage.Waits(true),
            new WorkerMessage.Waits(false),
            new WorkerMessage.Late());
  }

  @Test
  void aParentThatDoesNotReadHoldsUpNoTrialAndMakesItNotLate() throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch read = new CountDownLatch(1);
    Deadline deadline = new Deadline(LIMIT, () -> now += 1_000);
    watchdog =
        new Watchdog(
            WorkerRequest.Kind.RUN,
            deadline,
            message -> {
              blocked.countDown();
              await(read);
              told.add(message);
            },
            () -> late.complete(null));
    watchdog.progressed(0.1);
    watchdog.start();
    blocked.await();
    watchdog.progressed(0.2); // returns although the parent does not read
    read.countDown();
    watchdog.end(END);
    assertThat(told)
        .containsExactly(new WorkerMessage.Progress(0.1), new WorkerMessage.Progress(0.2), END);
  }

  /** Half a second passes with each look at the clock; each sign of life is followed by another. */
  private void watch(WorkerRequest.Kind kind) {
    Deadline deadline = new Deadline(LIMIT, () -> now += 500_000_000);
    watchdog = new Watchdog(kind, deadline, this::hear, () -> late.complete(null));
    if (signs > 0) {
      watchdog.progressed(0);
    }
    watchdog.start();
  }

  private void hear(WorkerMessage message) {
    told.add(message);
    if (told.size() < signs) {
      watchdog.progressed(told.size());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
