package io.sparing.worker;

import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.TrialResult;
import io.sparing.trial.WrittenResult;
import io.sparing.worker.LostWorkerException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;

/**
 * One request under watch, on the parent's side. What the worker said counts before any clock is
 * read; it keeps its deadline itself, and the parent ends only one that hangs.
 */
final class Watched {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** How much later than a worker its parent ends a request. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration EXIT_LIMIT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);

  private final WorkerProcess worker;
  private final TimedRequest timed;
  private final DoubleConsumer progress;
  private Instant started = Instant.now();
  private long sentNanos;
  private final OptionalLong oomKills = OomKills.here().count();
  private double share;
  private boolean waiting;
  private Optional<TrialResult> measured = Optional.empty();

  Watched(WorkerProcess worker, WorkerRequest request, DoubleConsumer progress) {
    this.worker = worker;
    this.timed = TimedRequest.of(request, worker.settings());
    this.progress = progress;
  }

  /**
   * Sends the request and waits for its end.
   *
   * @throws LostWorkerException if there is no result, by no fault of what was asked
   */
  WrittenResult run() throws InterruptedException {
    awaitReady();
    started = Instant.now();
    sentNanos = System.nanoTime();
    try {
      worker.send(WorkerMessageParser.line(timed));
    } catch (IOException e) {
      throw unstarted(new WorkerMessage.Ended()); // it died before it had anything to do
    }
    return awaitEnd();
  }

  private void awaitReady() throws InterruptedException {
    Deadline deadline = new Deadline(START_LIMIT);
    while (true) {
      Optional<WorkerMessage> message = worker.poll(POLL);
      if (message.isEmpty() && late(deadline, ProcessStatus.of(worker.pid()))) {
        worker.kill();
        throw lost(Reason.UNSTARTED, "The worker did not start within " + words(START_LIMIT));
      }
      if (message.isPresent()) {
        if (message.get() instanceof WorkerMessage.Ready) {
          worker.ready();
          return;
        }
        throw unstarted(message.get());
      }
    }
  }

  private LostWorkerException unstarted(WorkerMessage message) throws InterruptedException {
    OptionalInt code = worker.exitCode(EXIT_LIMIT);
    worker.kill();
    checkOpen();
    return lost(
        Reason.UNSTARTED,
        code.isPresent() ? exit(code.getAsInt()).message() : "The worker began with " + message);
  }

  private WrittenResult awaitEnd() throws InterruptedException {
    Deadline deadline = new Deadline(timed.limit().plus(GRACE));
    while (true) {
      Optional<WorkerMessage> message = worker.poll(POLL);
      if (message.isPresent() && timed.request().kind().preparation()) {
        deadline.restart();
      }
      Optional<WrittenResult> end = message.isPresent() ? heard(message.get()) : unheard(deadline);
      if (end.isPresent()) {
        return end.get();
      }
    }
  }

  private Optional<WrittenResult> heard(WorkerMessage message) throws InterruptedException {
    if (message instanceof WorkerMessage.Progress update) {
      share = update.share();
      progress.accept(share);
      return Optional.empty();
    }
    if (message instanceof WorkerMessage.Waits waits) {
      waiting = waits.begins();
      return Optional.empty();
    }
    if (message instanceof WorkerMessage.Measured all && answers(all.result())) {
      measured = Optional.of(all.result());
      return Optional.empty();
    }
    if (message instanceof WorkerMessage.Result end && answers(end.written().result())) {
      return Optional.of(end.written());
    }
    if (message instanceof WorkerMessage.Unprepared unprepared) {
      throw lost(Reason.UNPREPARED, unprepared.message());
    }
    if (message instanceof WorkerMessage.Late) {
      return Optional.of(killedLate());
    }
    return Optional.of(
        message instanceof WorkerMessage.Ended
            ? died()
            : killed(FailureCategory.CRASHED, "The worker sent what is no answer: " + message));
  }

  private boolean answers(TrialResult result) {
    return result.spec().equals(timed.request().spec());
  }

  /**
   * Checks memory and time while the worker says nothing; returns the end if one of them is used
   * up.
   */
  private Optional<WrittenResult> unheard(Deadline deadline) {
    ProcessStatus status = ProcessStatus.of(worker.pid());
    long limit = worker.settings().memoryLimitBytes();
    if (limit > 0 && status.residentBytes() > limit) {
      return Optional.of(
          killed(
              FailureCategory.OUT_OF_MEMORY,
              "The worker was killed with %d MiB resident; its limit is %d MiB"
                  .formatted(status.residentBytes() >> 20, limit >> 20)));
    }
    Optional<Duration> allowance = timed.request().allowance().filter(this::usedUp);
    if (allowance.isPresent()) {
      return Optional.of(
          killed(
              FailureCategory.TIMEOUT,
              "The worker was killed as it had used up the %s that the budget allowed it, %.0f%% done; with a larger budget --retry-failed runs it again"
                  .formatted(words(allowance.get()), 100 * share)));
    }
    return late(deadline, status) ? Optional.of(killedLate()) : Optional.empty();
  }

  private boolean usedUp(Duration allowance) {
    return System.nanoTime() - sentNanos >= allowance.toNanos();
  }

  /** Returns whether the worker is late. One that somebody stopped is not, nor one that waits. */
  private boolean late(Deadline deadline, ProcessStatus status) {
    if (status.stopped() || waiting) {
      deadline.skip();
      return false;
    }
    return deadline.passed();
  }

  private WrittenResult killedLate() {
    String how =
        timed.request().kind().preparation()
            ? "was killed without progress for"
            : "was killed at its deadline of";
    return killed(
        FailureCategory.TIMEOUT,
        "The worker %s %s, %.0f%% done".formatted(how, words(timed.limit()), 100 * share));
  }

  private WrittenResult killed(FailureCategory category, String message) {
    worker.kill();
    return failed(category, message);
  }

  private WrittenResult died() throws InterruptedException {
    OptionalInt code = worker.exitCode(EXIT_LIMIT);
    if (code.isEmpty()) {
      return killed(FailureCategory.CRASHED, "The worker closed its output and went on");
    }
    checkOpen();
    ProcessExit exit = exit(code.getAsInt());
    if (exit.fromOutside()) {
      throw lost(exit.asked() ? Reason.ASKED : Reason.KILLED, exit.message());
    }
    return failed(exit.category(), exit.message());
  }

  private ProcessExit exit(int code) {
    return new ProcessExit(
        code, worker.log().tail(), ProcessExit.Memory.of(oomKills, OomKills.here().count()));
  }

  private void checkOpen() {
    if (worker.closed()) {
      throw new CancellationException("Cancelled trial " + timed.request().spec().id());
    }
  }

  /** Returns what a trial comes to by its own doing; what was measured outlives it. */
  private WrittenResult failed(FailureCategory category, String message) {
    if (timed.request().kind().preparation()) {
      throw lost(Reason.UNPREPARED, message);
    }
    return WrittenResult.of(
        measured
            .map(result -> result.saying(Failures.UNSAVED + message))
            .orElseGet(
                () ->
                    Failures.result(
                        timed.request().spec(),
                        category,
                        message,
                        worker.settings().provenance(started))));
  }

  private LostWorkerException lost(Reason reason, String message) {
    return new LostWorkerException(reason, Failures.oneLine(message), measured);
  }

  private static String words(Duration duration) {
    return duration.toSeconds() >= 1 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
  }
}
