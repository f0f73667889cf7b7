package io.sparing.spark;

import io.sparing.admission.ExpectedMemory;
import io.sparing.measure.Measurements;
import io.sparing.trial.Failures;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.watch.TrialListener;
import io.sparing.worker.WorkerRequest;
import io.sparing.worker.WorkerSettings;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.SparkSession;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Runs trials as Spark tasks, one a task, and hands each result to the driver as its task ends.
 * Nothing that a trial does fails the Spark job: it ends as a result. A trial whose executor died
 * is tried once more and then quarantined; what is not a trial's fault gives it no result. Closing
 * it ends the workers where Spark runs in this process.
 */
public final class SweepExecution implements Execution {

  private static final long POLL_MILLIS = 200;

  private static final Map<WorkerRequest.Kind, String> WHAT =
      Map.of(
          WorkerRequest.Kind.PREPARE, "preparations",
          WorkerRequest.Kind.TEACH, "teachers",
          WorkerRequest.Kind.RUN, "trials");

  /**
   * The most trials that may be lost one after the other; with more, it is clear that no worker can
   * start.
   */
  private static final int MOST_LOST_IN_A_ROW = 10;

  /** How long cancelled tasks are waited for: 5 seconds. */
  private static final int MOST_POLLS = 25;

  private final SparkContext spark;
  private final WorkerSettings settings;
  private final Function<TrialSpec, ExpectedMemory> memory;

  /**
   * Makes an execution on a session.
   *
   * @param settings of the workers; their native threads are set to Spark's cores of a task
   * @param memory what a trial is expected to take of it
   */
  public SweepExecution(
      SparkSession session, WorkerSettings settings, Function<TrialSpec, ExpectedMemory> memory) {
    this.memory = memory;
    this.spark = session.sparkContext();
    this.settings = settings.withThreads(spark.conf().getInt("spark.task.cpus", 1));
  }

  /**
   * Prepares trials: makes ready what they share with others, and returns when all of it is ready
   * or has failed. A preparation that is lost, late or killed is tried once more; lost again, it is
   * left to its trials, and the listener learns so.
   *
   * @return those that failed because of what was asked, and how: they would fail again
   * @throws IllegalStateException if Spark itself fails
   * @throws InterruptedException if this thread is interrupted; the rest is cancelled
   */
  @Override
  public Map<TrialSpec, TrialResult> prepare(List<TrialSpec> trials, TrialListener listener)
      throws InterruptedException {
    ReadyListener ready = new ReadyListener(listener::preparing, listener::prepared);
    return makeReady(
        WorkerRequest.Kind.PREPARE,
        trials,
        ready,
        "%s is not made ready on %s before its trials, which do so themselves: %s");
  }

  /**
   * Trains teachers, and returns when all of them are trained or have failed. One that is lost,
   * late or killed is tried once more; lost again, it is left to its students, and the listener
   * learns so.
   *
   * @return those that failed because of what was asked, and how: they would fail again
   * @throws IllegalStateException if Spark itself fails
   * @throws InterruptedException if this thread is interrupted; the rest is cancelled
   */
  @Override
  public Map<TrialSpec, TrialResult> teach(List<TrialSpec> teachers, TrialListener listener)
      throws InterruptedException {
    ReadyListener ready = new ReadyListener(listener::teaching, listener::taught);
    return makeReady(
        WorkerRequest.Kind.TEACH,
        teachers,
        ready,
        "%s is not trained on %s before its students, which do so themselves: %s");
  }

  /**
   * Makes ready what trials share.
   *
   * @param words what is said of one that was lost twice, of its model, data set and reason
   */
  private Map<TrialSpec, TrialResult> makeReady(
      WorkerRequest.Kind kind, List<TrialSpec> trials, ReadyListener ready, String words)
      throws InterruptedException {
    Map<TrialSpec, String> lost = makeReadyOnce(kind, trials, ready);
    makeReadyOnce(kind, List.copyOf(lost.keySet()), ready)
        .forEach(
            (spec, why) ->
                ready.ended(left(spec, words.formatted(spec.model(), spec.dataset(), why))));
    return ready.failed();
  }

  /** Returns the message about something that was lost twice. */
  private TrialResult left(TrialSpec spec, String message) {
    return new TrialResult(
        spec,
        Status.OK,
        null,
        Failures.oneLine(message),
        Measurements.NONE,
        List.of(),
        List.of(),
        settings.provenance(Instant.now()));
  }

  /**
   * Runs all trials and returns when each has ended. The listener is called on this thread; what it
   * throws cancels the rest and is thrown here. A trial without a result, and not by its own fault,
   * runs once more after the others.
   *
   * @throws IllegalStateException if Spark itself fails, or trials have no result then, which is
   *     not the end of them: they lack a row
   * @throws InterruptedException if this thread is interrupted; the rest is cancelled
   */
  @Override
  public void run(List<TrialSpec> trials, TrialListener listener) throws InterruptedException {
    Map<TrialSpec, String> lost = runOnce(trials, listener);
    lost = runOnce(List.copyOf(lost.keySet()), listener);
    if (!lost.isEmpty()) {
      throw new IllegalStateException(
          "Failed to run %d of %d trials, by no fault of theirs; start the sweep again to run them; of the first: %s"
              .formatted(lost.size(), trials.size(), lost.values().iterator().next()));
    }
  }

  /**
   * Runs trials as the feed admits them.
   *
   * @throws IllegalStateException if Spark itself fails
   * @throws InterruptedException if this thread is interrupted; the rest is cancelled
   */
  @Override
  public void run(TrialFeed feed, TrialListener listener) throws InterruptedException {
    FedJobs.Submission submission =
        (trial, end) ->
            submit(
                new TrialTask(settings, WorkerRequest.Kind.RUN, trial.allowance()),
                List.of(trial.spec()),
                (line, index) -> end.accept(line));
    new FedJobs(spark, settings, submission, listener).run(feed);
  }

  /** Tries once. Any number may be lost: their trials will show whether something is wrong. */
  private Map<TrialSpec, String> makeReadyOnce(
      WorkerRequest.Kind kind, List<TrialSpec> trials, TrialListener listener)
      throws InterruptedException {
    return execute(kind, trials, listener, trials.size());
  }

  private Map<TrialSpec, String> runOnce(List<TrialSpec> trials, TrialListener listener)
      throws InterruptedException {
    return execute(WorkerRequest.Kind.RUN, trials, listener, MOST_LOST_IN_A_ROW);
  }

  /** Returns the trials without a result, in their order, with the reasons. */
  private Map<TrialSpec, String> execute(
      WorkerRequest.Kind kind, List<TrialSpec> trials, TrialListener listener, int mostLostInARow)
      throws InterruptedException {
    if (trials.isEmpty()) {
      return Map.of();
    }
    BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    TaskEnds ends = new TaskEnds(trials, listener, mostLostInARow);
    String group = "sparing-" + UUID.randomUUID();
    TaskStarts starts =
        new TaskStarts(group, index -> events.add(() -> listener.started(trials.get(index))));
    spark.addSparkListener(starts);
    TrialProgress.listen(
        settings, (spec, share) -> events.add(() -> listener.progressed(spec, share)));
    spark.setJobGroup(group, "Sparing: %d %s".formatted(trials.size(), WHAT.get(kind)), true);
    try {
      SimpleFutureAction<Void> job =
          submit(
              new TrialTask(settings, kind),
              trials,
              (line, index) -> events.add(() -> ends.add(index, TaskEnd.fromJson(line))));
      follow(job, events, ends);
      return ends.lost();
    } finally {
      spark.clearJobGroup();
      spark.removeSparkListener(starts);
      TrialProgress.end(settings);
    }
  }

  /** Ends the workers, also those of tasks that had begun as the rest was cancelled. */
  @Override
  public void close() {
    if (!spark.isLocal()) {
      return;
    }
    try {
      ExecutorWorkers.close(settings);
      for (int polls = 0; polls < MOST_POLLS && running() > 0; polls++) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ExecutorWorkers.close(settings);
    }
  }

  private int running() {
    return Arrays.stream(spark.statusTracker().getExecutorInfos())
        .mapToInt(SparkExecutorInfo::numRunningTasks)
        .sum();
  }

  private static void follow(
      SimpleFutureAction<Void> job, BlockingQueue<Runnable> events, TaskEnds ends)
      throws InterruptedException {
    try {
      while (ends.left() > 0) {
        boolean completed = job.isCompleted();
        Runnable event = events.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (event != null) {
          event.run();
        } else if (completed) {
          throw new IllegalStateException(
              "Failed to run the sweep on Spark: " + job.value().get().failed().get());
        }
      }
    } finally {
      if (ends.left() > 0) {
        job.cancel();
      }
    }
  }

  private SimpleFutureAction<Void> submit(
      TrialTask task, List<TrialSpec> trials, ObjIntConsumer<String> handler) {
    List<String> specs =
        trials.stream().map(spec -> TrialTask.line(spec, expected(task.kind(), spec))).toList();
    RDD<String> rdd =
        JavaSparkContext.fromSparkContext(spark).parallelize(specs, specs.size()).rdd();
    return spark.submitJob(
        rdd,
        task,
        partitions(specs.size()),
        (index, line) -> {
          handler.accept(line, (Integer) index);
          return BoxedUnit.UNIT;
        },
        () -> null);
  }

  private ExpectedMemory expected(WorkerRequest.Kind kind, TrialSpec spec) {
    return kind == WorkerRequest.Kind.PREPARE ? ExpectedMemory.UNKNOWN : memory.apply(spec);
  }

  private static Seq<Object> partitions(int count) {
    List<Object> indices = IntStream.range(0, count).<Object>mapToObj(Integer::valueOf).toList();
    return CollectionConverters.asScala(indices).toSeq();
  }
}
