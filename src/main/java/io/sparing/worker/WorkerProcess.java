package io.sparing.worker;

import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.Provenances;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.worker.WorkerRequest.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;

/**
 * The parent side of one worker: starts it, gives it one trial at a time, keeps it within its
 * deadline and memory, and turns every way in which it can die into the trial's row. Not safe for
 * concurrent trials; {@link #close()} may come from any thread.
 */
public final class WorkerProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** A preparation may download a model, which has limits of its own, and tells how it goes. */
  private static final Duration PREPARATION_SILENCE = Duration.ofMinutes(30);

  private static final Duration PARENT_LIMIT = Duration.ofSeconds(2);
  private static final long WATCH_MILLIS = 50;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final WorkerSettings settings;
  private final Process process;
  private final WorkerLog log;
  private final Path scratch;
  private final Writer requests;
  private final long startedNanos = System.nanoTime();
  private final BlockingQueue<WorkerMessage> inbox = new LinkedBlockingQueue<>();
  private volatile Duration startUp;
  private volatile boolean retired;
  private volatile boolean closed;

  private WorkerProcess(WorkerSettings settings, Process process, WorkerLog log, Path scratch) {
    this.settings = settings;
    this.process = process;
    this.log = log;
    this.scratch = scratch;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts a worker without waiting until it is ready.
   *
   * @throws IOException if the process cannot be started or its log not be written
   */
  public static WorkerProcess start(WorkerSettings settings) throws IOException {
    Path folder = Files.createDirectories(Path.of(settings.logFolder())).toAbsolutePath();
    int number = COUNT.incrementAndGet();
    String name = "worker-%d-%d".formatted(ProcessHandle.current().pid(), number);
    WorkerLog log = new WorkerLog(folder.resolve(name + ".log"));
    Path scratch = ScratchFolder.create(number);
    Process process = WorkerCommand.build(settings, log.file(), scratch).start();
    WorkerProcess worker = new WorkerProcess(settings, process, log, scratch);
    Thread reader = new Thread(worker::read, "sparing-" + name);
    reader.setDaemon(true);
    reader.start();
    return worker;
  }

  /**
   * Prepares or runs a trial. Whatever happens to the worker, there is a result; see {@link
   * #usable()} for whether it can take another trial.
   *
   * @param progress told the share done now and then, on the caller's thread
   * @throws CancellationException if the worker is closed or this thread interrupted meanwhile: the
   *     trial did not end, so it has no row
   */
  public TrialResult run(WorkerRequest request, DoubleConsumer progress) {
    Instant started = Instant.now();
    Optional<TrialResult> result = Optional.empty();
    try {
      result =
          Optional.of(
              new Watched(request, progress, started, startUp == null ? 0 : log.size()).run());
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled(request.spec());
    } finally {
      if (result.isEmpty()) {
        close();
      }
    }
  }

  /** Whether the worker can take another trial. */
  public boolean usable() {
    return !retired && !closed && process.isAlive();
  }

  /** The worker's process id. */
  public long pid() {
    return process.pid();
  }

  /** From starting the process to its first sign of life, once that came. */
  public Optional<Duration> startUp() {
    return Optional.ofNullable(startUp);
  }

  /** The worker's log file. */
  public Path logFile() {
    return log.file();
  }

  /** Kills the worker with all its children. */
  @Override
  public void close() {
    closed = true;
    kill();
    ScratchFolder.delete(scratch);
  }

  private void kill() {
    retired = true;
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        receive(line);
      }
    } catch (IOException e) {
      retired = true; // The stream of a killed process; what matters is that it ended.
    }
    inbox.add(new WorkerMessage.Ended());
  }

  private void receive(String line) throws IOException {
    Optional<WorkerMessage> message = WorkerMessageParser.parse(line);
    if (message.isPresent()) {
      inbox.add(message.get());
    } else if (!line.isBlank()) {
      log.append(line);
    }
  }

  private static CancellationException cancelled(TrialSpec spec) {
    return new CancellationException("Cancelled trial " + spec.id());
  }

  private TrialResult failed(
      TrialSpec spec, FailureCategory category, String message, Instant started) {
    return Failures.result(
        spec,
        category,
        message,
        Provenances.ofThisProcess(settings.threads(), settings.device(), started, Instant.now()));
  }

  /** One trial under watch. */
  private final class Watched {
    private final WorkerRequest request;
    private final TrialSpec spec;
    private final DoubleConsumer progress;
    private final Instant started;
    private final long logOffset;
    private double share;
    private Optional<TrialResult> measured = Optional.empty();

    Watched(WorkerRequest request, DoubleConsumer progress, Instant started, long logOffset) {
      this.request = request;
      this.spec = request.spec();
      this.progress = progress;
      this.started = started;
      this.logOffset = logOffset;
    }

    TrialResult run() throws InterruptedException {
      if (startUp == null) {
        Optional<TrialResult> failure = await(START_LIMIT, "did not start within");
        if (failure.isPresent()) {
          return failure.get();
        }
      }
      try {
        requests.write(WorkerMessageParser.line(request) + "\n");
        requests.flush();
      } catch (IOException e) {
        return died();
      }
      return switch (request.kind()) {
        case PREPARE -> await(PREPARATION_SILENCE, "was killed without progress for").orElseThrow();
        case RUN -> await(settings.deadline(), "was killed at its deadline of").orElseThrow();
      };
    }

    /** Waits until the worker is ready (empty) or the trial has ended. */
    private Optional<TrialResult> await(Duration limit, String late) throws InterruptedException {
      long end = System.nanoTime() + limit.toNanos();
      while (System.nanoTime() - end < 0) {
        WorkerMessage message = inbox.poll(WATCH_MILLIS, TimeUnit.MILLISECONDS);
        if (message instanceof WorkerMessage.Ready) {
          startUp = Duration.ofNanos(System.nanoTime() - startedNanos);
          return Optional.empty();
        }
        if (message instanceof WorkerMessage.Progress && request.kind() == Kind.PREPARE) {
          end = System.nanoTime() + limit.toNanos();
        }
        Optional<TrialResult> result = message == null ? overMemory() : ended(message);
        if (result.isPresent()) {
          return result;
        }
      }
      return Optional.of(
          killed(
              FailureCategory.TIMEOUT,
              "The worker %s %s, %.0f%% done".formatted(late, words(limit), 100 * share)));
    }

    private Optional<TrialResult> ended(WorkerMessage message) throws InterruptedException {
      if (message instanceof WorkerMessage.Progress update) {
        share = update.share();
        progress.accept(share);
        return overMemory();
      }
      if (message instanceof WorkerMessage.Measured end && end.result().spec().equals(spec)) {
        measured = Optional.of(end.result());
        return overMemory();
      }
      if (message instanceof WorkerMessage.Result end && end.result().spec().equals(spec)) {
        retired |= end.last();
        return Optional.of(end.result());
      }
      if (message instanceof WorkerMessage.Ended) {
        return Optional.of(died());
      }
      return Optional.of(
          killed(FailureCategory.CRASHED, "The worker sent what is no answer: " + message));
    }

    private Optional<TrialResult> overMemory() {
      long limit = settings.memoryLimitBytes();
      long used = limit == 0 ? 0 : ResidentMemory.bytes(pid()).orElse(0);
      return used <= limit
          ? Optional.empty()
          : Optional.of(
              killed(
                  FailureCategory.OUT_OF_MEMORY,
                  "The worker was killed with %d MiB resident; its limit is %d MiB"
                      .formatted(used >> 20, limit >> 20)));
    }

    private TrialResult killed(FailureCategory category, String message) {
      kill();
      return lost(category, message);
    }

    /** What the trial came to whose worker is gone: what was measured outlives it. */
    private TrialResult lost(FailureCategory category, String message) {
      return measured
          .map(result -> result.saying(Failures.UNSAVED + message))
          .orElseGet(() -> failed(spec, category, message, started));
    }

    private TrialResult died() throws InterruptedException {
      retired = true;
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        return killed(FailureCategory.CRASHED, "The worker closed its output and went on");
      }
      ProcessExit exit = new ProcessExit(process.exitValue(), log.tail(logOffset));
      if (closed || (exit.interrupted() && closes())) {
        throw cancelled(spec);
      }
      return lost(exit.category(), exit.message());
    }

    /** Ctrl-C reaches parent and worker alike: whether the parent ends, too, shows in a moment. */
    private boolean closes() throws InterruptedException {
      long end = System.nanoTime() + PARENT_LIMIT.toNanos();
      while (!closed && System.nanoTime() - end < 0) {
        Thread.sleep(WATCH_MILLIS);
      }
      return closed;
    }

    private static String words(Duration duration) {
      return duration.toSeconds() >= 1 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
  }
}
