package io.sparing.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.measure.Metric;
import io.sparing.selector.Trials;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.TrialResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeedsModelTest {

  private static final Machine CPU = new Machine("cpu", "", 1);
  private static final List<String> DATA_SETS =
      List.of("ag-news", "mrpc", "qnli", "sst-2", "wordnet-topic");

  private static Interval predict(List<TrialResult> rows, Need need, TrialResult like) {
    return NeedsModel.fit(rows).predict(need, Workload.of(like), CPU).orElseThrow();
  }

  private static Trials lora(int rows) {
    return Trials.of("lora").set("train_examples", rows);
  }

  private static Trials full(int rows) {
    return Trials.of("full").set("train_examples", rows);
  }

  /** LoRA and full fine-tuning everywhere, with latencies of 10 and 12 ms. */
  private static List<TrialResult> everywhere() {
    List<TrialResult> rows = new ArrayList<>();
    for (String dataset : DATA_SETS) {
      rows.add(lora(200).dataset(dataset).needs(1, 10, 20).quality(0.8));
      rows.add(full(200).dataset(dataset).needs(2, 12, 40).quality(0.8));
    }
    return rows;
  }

  @Test
  void aReadingFourTimesAsHighOnOneDataSetHardlyMovesTheEstimate() {
    List<TrialResult> rows = everywhere();
    TrialResult like = rows.get(0);
    Interval before = predict(rows, Need.LATENCY_MILLIS, like);
    rows.set(4, lora(200).dataset("qnli").needs(1, 40, 20).quality(0.8));
    Interval after = predict(rows, Need.LATENCY_MILLIS, like);
    assertThat(before.estimate()).isCloseTo(10, within(0.3));
    assertThat(after.estimate() / before.estimate()).isBetween(0.95, 1.1);
  }

  @Test
  void readingsThatDisagreeWidenTheInterval() {
    List<TrialResult> rows = new ArrayList<>();
    double[] latencies = {5, 20, 8, 15, 10};
    for (int d = 0; d < latencies.length; d++) {
      rows.add(lora(200).dataset(DATA_SETS.get(d)).needs(1, latencies[d], 20).quality(0.8));
    }
    Interval noisy = predict(rows, Need.LATENCY_MILLIS, rows.get(0));
    Interval quiet = predict(everywhere(), Need.LATENCY_MILLIS, rows.get(0));
    assertThat(noisy.high() / noisy.low()).isGreaterThan(1.5 * quiet.high() / quiet.low());
    assertThat(noisy.low()).isLessThan(noisy.estimate());
    assertThat(noisy.high()).isGreaterThan(noisy.estimate());
  }

  @Test
  void lengthsAndBatchesAreNoPartOfTheSetup() {
    Workload one = Workload.of(lora(200).set("max_length", 64).set("batch_size", 8).quality(0.8));
    Workload other = Workload.of(lora(500).dataset("mrpc").seed(3).quality(0.8));
    assertThat(one.key()).isEqualTo(other.key());
    assertThat(Workload.of(lora(200).set("epochs", 9).quality(0.8)).key()).isNotEqualTo(one.key());
  }

  @Test
  void moreRowsNeedMoreSecondsOfASetupThatNeverRanOnSoMany() {
    List<TrialResult> rows = everywhere();
    DATA_SETS.forEach(d -> rows.add(lora(2_000).dataset(d).needs(1, 10, 180).quality(0.8)));
    double few = predict(rows, Need.TRAIN_SECONDS, full(200).quality(0.8)).estimate();
    double many = predict(rows, Need.TRAIN_SECONDS, full(2_000).quality(0.8)).estimate();
    assertThat(few).isCloseTo(40, within(6.0));
    assertThat(many / few).isBetween(5.0, 15.0);
  }

  @Test
  void whatNobodyRanHasAWiderInterval() {
    List<TrialResult> rows = everywhere();
    Interval seen = predict(rows, Need.MEMORY_GIGABYTES, rows.get(0));
    Interval setup =
        predict(rows, Need.MEMORY_GIGABYTES, lora(200).set("lora_rank", 32).quality(0.8));
    Interval model =
        predict(rows, Need.MEMORY_GIGABYTES, lora(200).set("model", "bge-small").quality(0.8));
    assertThat(setup.high() / setup.low()).isGreaterThan(seen.high() / seen.low());
    assertThat(model.high() / model.low()).isGreaterThan(setup.high() / setup.low());
  }

  @Test
  void whatRanOutOfMemoryNeedsAtLeastWhatItHad() {
    List<TrialResult> rows = everywhere();
    TrialResult like = full(200).set("model", "bge-small").quality(0.8);
    double before = predict(rows, Need.MEMORY_GIGABYTES, like).estimate();
    for (String dataset : DATA_SETS) {
      rows.add(
          full(200)
              .dataset(dataset)
              .set("model", "bge-small")
              .measure(Metric.PEAK_HOST_BYTES, 16e9)
              .failed(FailureCategory.OUT_OF_MEMORY));
    }
    double after = predict(rows, Need.MEMORY_GIGABYTES, like).estimate();
    assertThat(before).isLessThan(8);
    assertThat(after).isGreaterThan(12);
  }

  @Test
  void whatRanOutOfTimeNeedsAtLeastTheTimeItTook() {
    List<TrialResult> rows = everywhere();
    TrialResult like = full(200).set("epochs", 50).quality(0.8);
    double before = predict(rows, Need.TOTAL_SECONDS, like).estimate();
    DATA_SETS.forEach(
        d ->
            rows.add(
                full(200)
                    .dataset(d)
                    .set("epochs", 50)
                    .took(9_000)
                    .failed(FailureCategory.TIMEOUT)));
    assertThat(predict(rows, Need.TOTAL_SECONDS, like).estimate()).isGreaterThan(2 * before);
  }

  @Test
  void aBoundThatIsMetSaysNothing() {
    List<TrialResult> rows = everywhere();
    double before = predict(rows, Need.MEMORY_GIGABYTES, rows.get(1)).estimate();
    rows.add(
        full(200).measure(Metric.PEAK_HOST_BYTES, 0.1e9).failed(FailureCategory.OUT_OF_MEMORY));
    assertThat(predict(rows, Need.MEMORY_GIGABYTES, rows.get(1)).estimate())
        .isCloseTo(before, within(0.02 * before));
  }

  @Test
  void otherFailuresSayNothing() {
    List<TrialResult> rows = everywhere();
    Interval before = predict(rows, Need.MEMORY_GIGABYTES, rows.get(0));
    rows.add(lora(200).needs(99, 99, 99).failed(FailureCategory.CRASHED));
    assertThat(predict(rows, Need.MEMORY_GIGABYTES, rows.get(0))).isEqualTo(before);
  }

  @Test
  void theOrderOfRowsChangesNothing() {
    List<TrialResult> rows = new ArrayList<>(Trials.world("mrpc", "sst-2"));
    rows.addAll(everywhere());
    NeedsModel model = NeedsModel.fit(rows);
    List<TrialResult> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(3));
    NeedsModel other = NeedsModel.fit(shuffled);
    for (Need need : Need.values()) {
      for (TrialResult row : rows) {
        assertThat(other.predict(need, Workload.of(row), CPU))
            .as(need + " of " + row.spec())
            .isEqualTo(model.predict(need, Workload.of(row), CPU));
      }
    }
  }

  @Test
  void noTrainingTakesNoTime() {
    List<TrialResult> rows = Trials.world("mrpc");
    TrialResult untrained = Trials.of("zero-shot").quality(0.5);
    assertThat(predict(rows, Need.TRAIN_SECONDS, untrained)).isEqualTo(Interval.ZERO);
    assertThat(predict(rows, Need.DEVICE_SECONDS, untrained)).isEqualTo(Interval.ZERO);
  }

  @Test
  void whatNoRowMeasuredIsUnknown() {
    NeedsModel model = NeedsModel.fit(everywhere());
    Workload workload = Workload.of(lora(200).quality(0.8));
    assertThat(model.predict(Need.ENERGY_JOULES, workload, CPU)).isEmpty();
    assertThat(model.predict(Need.LATENCY_MILLIS, workload, new Machine("gpu", "", 1))).isEmpty();
  }
}
