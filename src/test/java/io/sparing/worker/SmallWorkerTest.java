package io.sparing.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.measure.Metric;
import io.sparing.train.Decision.Action;
import io.sparing.trial.BatchFit;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch of 64 texts of 256 tokens takes 4 GB to train a MiniLM; the worker has 1.5. */
@Tag("slow")
class SmallWorkerTest {

  private static final long LIMIT = 1_500_000_000;

  @TempDir private Path folder;

  private TrialSpec spec() throws IOException {
    List<String> words = List.of("time", "year", "people", "way", "day", "thing", "world", "hand");
    Random random = new Random(1);
    List<String> rows = new ArrayList<>(List.of("text,label"));
    for (int row = 0; row < 400; row++) {
      StringBuilder text = new StringBuilder(row % 2 == 0 ? "game" : "soup");
      for (int word = 0; word < 300; word++) {
        text.append(' ').append(words.get(random.nextInt(words.size())));
      }
      rows.add(text + "," + row % 2);
    }
    Path table = Files.write(folder.resolve("texts.csv"), rows);
    return TrialSpecParser.fromSettings(
        Map.of(
            "dataset",
            table.toString(),
            "strategy",
            "full",
            "model",
            "minilm-l6",
            "train_examples",
            128,
            "test_examples",
            32,
            "max_length",
            256,
            "batch_size",
            64,
            "epochs",
            1));
  }

  private TrialResult run(long limit, BatchFit batch) throws IOException {
    WorkerSettings settings =
        FakeWorkers.settings(folder.resolve("logs"))
            .withRunner(WorkerSettings.LOCAL_RUNNER)
            .withMemory("400m", limit)
            .withEnvironment(batch.environment());
    try (WorkerPool pool = new WorkerPool(settings)) {
      WorkerRequest request = new WorkerRequest(WorkerRequest.Kind.RUN, spec());
      return pool.run(request, share -> {}).result();
    }
  }

  private static double value(TrialResult result, Metric metric) {
    return result.measurements().find(metric).orElseThrow();
  }

  private static double[] losses(TrialResult result) {
    return result.curve().stream().mapToDouble(CurvePoint::trainLoss).toArray();
  }

  @Test
  void aBatchThatDoesNotFitGivesTheSameTrialInSmallerPasses() throws IOException {
    assertThat(run(LIMIT, BatchFit.FIXED).category()).isEqualTo(FailureCategory.OUT_OF_MEMORY);
    TrialResult fitted = run(LIMIT, BatchFit.FIT);
    assertThat(fitted.status()).as(fitted.message()).isEqualTo(Status.OK);
    TrialResult free = run(0, BatchFit.FIXED);
    assertThat(losses(fitted)).containsExactly(losses(free), within(1e-4));
    assertThat(value(fitted, Metric.TEST_LOSS))
        .isCloseTo(value(free, Metric.TEST_LOSS), within(1e-4));
    assertThat(value(fitted, Metric.ACCURACY)).isEqualTo(value(free, Metric.ACCURACY));
    assertThat(value(fitted, Metric.TRAIN_STEPS)).isEqualTo(value(free, Metric.TRAIN_STEPS));
    assertThat(value(fitted, Metric.PEAK_HOST_BYTES)).isLessThan(LIMIT);
    assertThat(value(fitted, Metric.BATCH_SIZE_USED)).isLessThan(64);
    assertThat(fitted.decisions().get(0).action()).isEqualTo(Action.FIT_BATCH);
    assertThat(free.decisions()).isEmpty();
  }
}
