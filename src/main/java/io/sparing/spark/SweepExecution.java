package io.sparing.spark;

import com.google.gson.JsonParser;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialResultParser;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import io.sparing.worker.WorkerRequest;
import io.sparing.worker.WorkerSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
 * is tried once more and then quarantined. Closing it ends the workers where Spark runs in this
 * process.
 */
public final class SweepExecution implements Execution {

  private static final long POLL_MILLIS = 200;

  /** How long cancelled tasks are waited for: 5 seconds. */
  private static final int MOST_POLLS = 25;

  private final SparkContext spark;
  private final WorkerSettings settings;

  /**
   * An execution on a session.
   *
   * @param settings of the workers; their native threads are set to Spark's cores of a task
   */
  public SweepExecution(SparkSession session, WorkerSettings settings) {
    this.spark = session.sparkContext();
    this.settings = settings.withThreads(spark.conf().getInt("spark.task.cpus", 1));
  }

  @Override
  public Map<TrialSpec, TrialResult> prepare(List<TrialSpec> trials, TrialListener listener)
      throws InterruptedException {
    Map<TrialSpec, TrialResult> failed = new HashMap<>();
    execute(
        WorkerRequest.Kind.PREPARE,
        trials,
        new TrialListener() {
          @Override
          public void started(TrialSpec spec) {
            listener.preparing(spec, 0);
          }

          @Override
          public void progressed(TrialSpec spec, double share) {
            listener.preparing(spec, share);
          }

          @Override
          public void finished(TrialResult result) {
            if (!result.ok()) {
              failed.put(result.spec(), result);
            }
            listener.prepared(result);
          }
        });
    return failed;
  }

  @Override
  public void run(List<TrialSpec> trials, TrialListener listener) throws InterruptedException {
    execute(WorkerRequest.Kind.RUN, trials, listener);
  }

  private void execute(WorkerRequest.Kind kind, List<TrialSpec> trials, TrialListener listener)
      throws InterruptedException {
    if (trials.isEmpty()) {
      return;
    }
    BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    int[] left = {trials.size()};
    String group = "sparing-" + UUID.randomUUID();
    TaskStarts starts =
        new TaskStarts(group, index -> events.add(() -> listener.started(trials.get(index))));
    spark.addSparkListener(starts);
    TrialProgress.listen(
        settings, (spec, share) -> events.add(() -> listener.progressed(spec, share)));
    String what = kind == WorkerRequest.Kind.PREPARE ? "preparations" : "trials";
    spark.setJobGroup(group, "Sparing: %d %s".formatted(trials.size(), what), true);
    try {
      SimpleFutureAction<Void> job =
          submit(
              kind,
              trials,
              line ->
                  events.add(
                      () -> {
                        left[0]--;
                        listener.finished(
                            TrialResultParser.fromJson(
                                JsonParser.parseString(line).getAsJsonObject()));
                      }));
      follow(job, events, left);
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
      SimpleFutureAction<Void> job, BlockingQueue<Runnable> events, int[] left)
      throws InterruptedException {
    try {
      while (left[0] > 0) {
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
      if (left[0] > 0) {
        job.cancel();
      }
    }
  }

  private SimpleFutureAction<Void> submit(
      WorkerRequest.Kind kind, List<TrialSpec> trials, Consumer<String> handler) {
    List<String> specs =
        trials.stream().map(spec -> TrialSpecParser.toJson(spec).toString()).toList();
    RDD<String> rdd =
        JavaSparkContext.fromSparkContext(spark).parallelize(specs, specs.size()).rdd();
    return spark.submitJob(
        rdd,
        new TrialTask(settings, kind),
        partitions(specs.size()),
        (index, line) -> {
          handler.accept(line);
          return BoxedUnit.UNIT;
        },
        () -> null);
  }

  private static Seq<Object> partitions(int count) {
    List<Object> indices = IntStream.range(0, count).<Object>mapToObj(Integer::valueOf).toList();
    return CollectionConverters.asScala(indices).toSeq();
  }
}
