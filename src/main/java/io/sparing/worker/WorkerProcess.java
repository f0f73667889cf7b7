package io.sparing.worker;

import io.sparing.trial.WrittenResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;

/**
 * The parent side of one worker: starts it, gives it its one request, reads what it says and ends
 * it. {@link #close()} may be called by any thread.
 */
public final class WorkerProcess implements AutoCloseable {

  /** The numbers of the workers that run: a number, and its log file, are used again. */
  private static final BitSet NUMBERS = new BitSet();

  private final WorkerSettings settings;
  private final int number;
  private final Process process;
  private final WorkerLog log;
  private final Path scratch;
  private final Writer requests;
  private final long startedNanos = System.nanoTime();
  private final BlockingQueue<WorkerMessage> inbox = new LinkedBlockingQueue<>();
  private volatile Duration startUp;
  private final AtomicBoolean closed = new AtomicBoolean();

  private WorkerProcess(
      WorkerSettings settings, int number, Process process, WorkerLog log, Path scratch) {
    this.settings = settings;
    this.number = number;
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
    int number = takeNumber();
    try {
      return start(settings, number);
    } catch (IOException e) {
      giveBack(number);
      throw e;
    }
  }

  private static WorkerProcess start(WorkerSettings settings, int number) throws IOException {
    Path folder = Files.createDirectories(Path.of(settings.logFolder())).toAbsolutePath();
    String name = "worker-%d-%d".formatted(ProcessHandle.current().pid(), number);
    WorkerLog log = WorkerLog.behind(folder.resolve(name + ".log"));
    Path scratch = ScratchFolder.create(number);
    Process process = WorkerCommand.build(settings, log.file(), scratch).start();
    WorkerProcess worker = new WorkerProcess(settings, number, process, log, scratch);
    Thread reader = new Thread(worker::read, "sparing-" + name);
    reader.setDaemon(true);
    reader.start();
    return worker;
  }

  private static int takeNumber() {
    synchronized (NUMBERS) {
      int free = NUMBERS.nextClearBit(1);
      NUMBERS.set(free);
      return free;
    }
  }

  private static void giveBack(int number) {
    synchronized (NUMBERS) {
      NUMBERS.clear(number);
    }
  }

  /**
   * Prepares or runs a trial. Whatever it does to the worker, there is a result. May be called
   * once.
   *
   * @param progress called with the share done from time to time, on the caller's thread
   * @throws LostWorkerException if there is no result, by no fault of what was asked
   * @throws CancellationException if the worker is closed or this thread interrupted meanwhile: the
   *     trial did not end, so it has no row
   */
  public WrittenResult run(WorkerRequest request, DoubleConsumer progress) {
    boolean ended = false;
    try {
      WrittenResult result = new Watched(this, request, progress).run();
      ended = true;
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Cancelled trial " + request.spec().id());
    } finally {
      if (!ended) {
        close();
      }
    }
  }

  /** Returns the worker's process id. */
  public long pid() {
    return process.pid();
  }

  /** Returns the time from the start of the process to its first sign of life, once that came. */
  public Optional<Duration> startUp() {
    return Optional.ofNullable(startUp);
  }

  /** Returns the worker's log file. */
  public Path logFile() {
    return log.file();
  }

  /** Kills the worker with all its children. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      kill();
      ScratchFolder.delete(scratch);
      giveBack(number);
    }
  }

  /** Ends the process with all its children; its log stays. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Returns whether it was closed from this side. */
  boolean closed() {
    return closed.get();
  }

  /** Called when the worker has said that it is ready. */
  void ready() {
    startUp = Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  WorkerSettings settings() {
    return settings;
  }

  WorkerLog log() {
    return log;
  }

  /** Sends a line. */
  void send(String line) throws IOException {
    requests.write(line + "\n");
    requests.flush();
  }

  /** Returns the next message of the worker, for which it waits at most that long. */
  Optional<WorkerMessage> poll(Duration wait) throws InterruptedException {
    return Optional.ofNullable(inbox.poll(wait.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Returns how the process ended, for which it waits at most that long; empty if it goes on. */
  OptionalInt exitCode(Duration wait) throws InterruptedException {
    return process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        receive(line);
      }
    } catch (IOException e) {
      // The stream of a killed process; what matters is that it ended.
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
}
