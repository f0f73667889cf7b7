package io.sparing.worker;

import io.sparing.process.Provenances;
import io.sparing.run.TrialRunner;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The child side: reads one request as a JSON line from standard input, does it and answers on
 * standard output, so that the memory of the process is that of its trial. It ends as soon as its
 * input closes, also in the middle of a trial, so it never outlives its parent.
 */
public final class WorkerMain {

  private final TrialRunner runner;
  private final PrintStream out;
  private final Runnable endsEarly;

  private WorkerMain(TrialRunner runner, PrintStream out, Runnable endsEarly) {
    this.runner = runner;
    this.out = out;
    this.endsEarly = endsEarly;
  }

  /**
   * Serves the runner named by the system property {@code sparing.runner}.
   *
   * @throws ReflectiveOperationException if there is no such runner
   */
  public static void main(String[] args) throws ReflectiveOperationException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    PrintStream protocol =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    String name = System.getProperty("sparing.runner", WorkerSettings.LOCAL_RUNNER);
    TrialRunner runner =
        Class.forName(name).asSubclass(TrialRunner.class).getConstructor().newInstance();
    Runtime.getRuntime().addShutdownHook(new Thread(runner::end, "sparing-end"));
    serve(runner, System.in, protocol, WorkerMain::endAtOnce);
    Runtime.getRuntime().halt(0);
  }

  /** Ends in the middle of a trial and clears away, since a parent that was killed does not. */
  private static void endAtOnce() {
    ScratchFolder.delete(Path.of(System.getProperty("java.io.tmpdir")));
    Runtime.getRuntime().halt(0);
  }

  /** Serves until a request is answered or the input closes. */
  private static void serve(TrialRunner runner, InputStream in, PrintStream out, Runnable endsEarly)
      throws InterruptedException {
    BlockingQueue<Optional<String>> requests = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(in, requests, endsEarly), "sparing-requests");
    reader.setDaemon(true);
    reader.start();
    new WorkerMain(runner, out, endsEarly).answer(requests);
  }

  private static void read(
      InputStream in, BlockingQueue<Optional<String>> requests, Runnable whenInputCloses) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        requests.add(Optional.of(line));
      }
    } catch (IOException e) {
      System.err.println("Failed to read the parent's requests: " + e.getMessage());
    }
    whenInputCloses.run();
    requests.add(Optional.empty());
  }

  private void answer(BlockingQueue<Optional<String>> requests) throws InterruptedException {
    send(new WorkerMessage.Ready(ProcessHandle.current().pid(), startUpMillis()));
    requests.take().map(WorkerMessageParser::request).ifPresent(this::answer);
  }

  private void answer(TimedRequest timed) {
    WorkerRequest request = timed.request();
    Deadline deadline = new Deadline(timed.limit());
    Watchdog watchdog = new Watchdog(request.kind(), deadline, this::send, endsEarly);
    watchdog.start();
    watchdog.end(
        switch (request.kind()) {
          case PREPARE, TEACH -> prepare(request, watchdog);
          case RUN -> new WorkerMessage.Result(WrittenResult.of(run(request.spec(), watchdog)));
        });
  }

  private WorkerMessage prepare(WorkerRequest request, Watchdog watchdog) {
    try {
      TrialResult ready =
          request.kind() == WorkerRequest.Kind.TEACH
              ? runner.teach(request.spec(), watchdog::progressed)
              : runner.prepare(request.spec(), watchdog::progressed);
      return new WorkerMessage.Result(WrittenResult.of(ready));
    } catch (Throwable error) {
      error.printStackTrace(System.err);
      return new WorkerMessage.Unprepared(Failures.message(error));
    }
  }

  private TrialResult run(TrialSpec spec, Watchdog watchdog) {
    Instant started = Instant.now();
    try {
      return runner.run(spec, watchdog);
    } catch (Throwable error) {
      FailureCategory category = Failures.categorise(error);
      String message = Failures.message(error);
      error.printStackTrace(System.err);
      int threads = Integer.getInteger("ai.djl.pytorch.num_threads", 1);
      return Failures.result(
          spec,
          category,
          message,
          Provenances.ofThisProcess(
              threads, DeviceKind.of(System.getenv()).text(), started, Instant.now()));
    }
  }

  /** Sends a message in one write, on a line of its own even where a library left its line open. */
  private void send(WorkerMessage message) {
    byte[] line =
        ("\n" + WorkerMessageParser.line(message) + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (out) {
      out.write(line, 0, line.length);
      out.flush();
    }
  }

  private static long startUpMillis() {
    return ProcessHandle.current()
        .info()
        .startInstant()
        .map(start -> Duration.between(start, Instant.now()).toMillis())
        .orElse(0L);
  }
}
