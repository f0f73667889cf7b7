package io.sparing.spark;

import io.sparing.trial.Failures;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.TrialListener;
import io.sparing.worker.WorkerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;

/**
 * Runs trials as a feed admits them, each as a Spark job of its own, at most as many at a time as
 * Spark has slots. Each run of a trial has its own admission, so what is lost is not tried again
 * here, but given back to the feed.
 */
final class FedJobs {

  private static final long POLL_MILLIS = 200;

  private final SparkContext spark;
  private final WorkerSettings settings;
  private final Submission submission;
  private final TrialListener listener;
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final Map<TrialSpec, Job> running = new LinkedHashMap<>();
  private final Set<TrialSpec> blamed = new HashSet<>();

  /** Submits a trial as a job. */
  @FunctionalInterface
  interface Submission {
    SimpleFutureAction<Void> submit(TrialFeed.Admitted trial, Consumer<String> end);
  }

  private record Job(SimpleFutureAction<Void> action, TaskStarts starts, Instant submitted) {}

  FedJobs(
      SparkContext spark, WorkerSettings settings, Submission submission, TrialListener listener) {
    this.spark = spark;
    this.settings = settings;
    this.submission = submission;
    this.listener = listener;
  }

  /**
   * Runs until the feed has no more and every trial has ended.
   *
   * @throws IllegalStateException if Spark itself fails
   */
  void run(TrialFeed feed) throws InterruptedException {
    TrialProgress.listen(
        settings, (spec, share) -> events.add(() -> listener.progressed(spec, share)));
    try {
      fill(feed);
      while (!running.isEmpty()) {
        Optional<Job> completed = running.values().stream().filter(FedJobs::completed).findFirst();
        Runnable event = events.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (event != null) {
          event.run();
          fill(feed);
        } else if (completed.isPresent()) {
          throw new IllegalStateException(
              "Failed to run the sweep on Spark: "
                  + completed.get().action().value().get().failed().get());
        }
      }
    } finally {
      running.values().forEach(this::cancel);
      TrialProgress.end(settings);
    }
  }

  private static boolean completed(Job job) {
    return job.action().isCompleted();
  }

  private void cancel(Job job) {
    job.action().cancel();
    spark.removeSparkListener(job.starts());
  }

  private void fill(TrialFeed feed) {
    int cores = spark.conf().getInt("spark.task.cpus", 1);
    int slots = Math.max(1, spark.defaultParallelism() / cores);
    while (running.size() < slots) {
      Optional<TrialFeed.Admitted> next = feed.next();
      if (next.isEmpty()) {
        return;
      }
      start(next.get(), feed);
    }
  }

  private void start(TrialFeed.Admitted trial, TrialFeed feed) {
    TrialSpec spec = trial.spec();
    String group = "sparing-" + UUID.randomUUID();
    TaskStarts starts = new TaskStarts(group, index -> events.add(() -> listener.started(spec)));
    spark.addSparkListener(starts);
    spark.setJobGroup(group, "Sparing: trial " + spec.id(), true);
    try {
      SimpleFutureAction<Void> action =
          submission.submit(
              trial, line -> events.add(() -> ended(spec, TaskEnd.fromJson(line), feed)));
      running.put(spec, new Job(action, starts, Instant.now()));
    } finally {
      spark.clearJobGroup();
    }
  }

  private void ended(TrialSpec spec, TaskEnd end, TrialFeed feed) {
    Job job = running.remove(spec);
    spark.removeSparkListener(job.starts());
    if (end.result().isPresent()) {
      listener.finished(end.result().get());
    } else if (end.killed() && !blamed.add(spec)) {
      String message = "Lost 2 workers or executors and is not tried again; of the last: ";
      listener.finished(
          WrittenResult.of(
              Failures.quarantined(
                  spec, message + end.lost(), settings.provenance(job.submitted()))));
    } else {
      double seconds = Duration.between(job.submitted(), Instant.now()).toMillis() / 1e3;
      feed.lost(spec, end.lost(), seconds);
    }
  }
}
