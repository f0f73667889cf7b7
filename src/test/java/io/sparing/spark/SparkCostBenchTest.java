package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.admission.ExpectedMemory;
import io.sparing.trial.TrialSpec;
import io.sparing.worker.FakeWorkers;
import io.sparing.worker.Specs;
import io.sparing.worker.WorkerPool;
import io.sparing.worker.WorkerProcess;
import io.sparing.worker.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Spark costs for a trial that does nothing, against the same workers under a plain thread
 * pool; and how long a worker takes to start.
 */
@Tag("bench")
class SparkCostBenchTest {

  private static final int TRIALS = 1000;
  private static final int SLOTS = 2;
  private static final int ROUNDS = 3;

  @TempDir Path logs;

  @Test
  void sparkPerEmptyTrial() throws Exception {
    double[] spark = new double[ROUNDS];
    double[] plain = new double[ROUNDS];
    List<TrialSpec> trials = Specs.specs(TRIALS);
    SparkSession session = SparkSessions.open("bench", new Slots(SLOTS, 1));
    try {
      onSpark(session, trials.subList(0, 100));
      onThreads(trials.subList(0, 100));
      for (int round = 0; round < ROUNDS; round++) {
        spark[round] = onSpark(session, trials);
        plain[round] = onThreads(trials);
      }
    } finally {
      session.stop();
    }
    System.out.printf(
        "Milliseconds per empty trial, %d trials on %d slots: Spark %.2f %s, threads %.2f %s%n",
        TRIALS,
        SLOTS,
        median(spark),
        Arrays.toString(spark),
        median(plain),
        Arrays.toString(plain));
    assertThat(median(spark)).isPositive();
  }

  @Test
  void startOfAWorker() throws Exception {
    double[] seconds = new double[5];
    for (int i = 0; i < seconds.length; i++) {
      try (WorkerProcess worker = WorkerProcess.start(settings())) {
        assertThat(worker.run(Specs.request(1), share -> {}).result().ok()).isTrue();
        seconds[i] = worker.startUp().orElseThrow().toMillis() / 1000.0;
      }
    }
    System.out.printf(
        "Seconds until a worker is ready: %.2f %s%n", median(seconds), Arrays.toString(seconds));
  }

  private double onSpark(SparkSession session, List<TrialSpec> trials) throws Exception {
    int[] ended = {0};
    long start = System.nanoTime();
    try (SweepExecution execution =
        new SweepExecution(session, settings(), spec -> ExpectedMemory.UNKNOWN)) {
      execution.run(trials, result -> ended[0]++);
    }
    assertThat(ended[0]).isEqualTo(trials.size());
    return millisEach(start, trials);
  }

  private double onThreads(List<TrialSpec> trials) throws Exception {
    AtomicInteger ended = new AtomicInteger();
    long start = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(SLOTS);
    try (WorkerPool pool = new WorkerPool(settings())) {
      List<Future<?>> futures = new ArrayList<>();
      for (TrialSpec spec : trials) {
        futures.add(
            threads.submit(
                () -> {
                  pool.run(Specs.request(spec.seed()), share -> {});
                  ended.incrementAndGet();
                }));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(ended.get()).isEqualTo(trials.size());
    return millisEach(start, trials);
  }

  private static double millisEach(long start, List<TrialSpec> trials) {
    return (System.nanoTime() - start) / 1e6 / trials.size();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private WorkerSettings settings() {
    return FakeWorkers.settings(logs);
  }
}
