package io.sparing.needs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.selector.Trials;
import org.junit.jupiter.api.Test;

class WorkloadTest {

  /** A trial of all rows, of which there are 100. */
  private static Trials all() {
    return Trials.of("lora").set("train_examples", 0).set("batch_size", 16).needs(1, 1, 1);
  }

  private static long rows(Trials trial) {
    return Workload.of(trial.quality(0.9)).trainingRows();
  }

  @Test
  void theRowsOfATrialOfAllRowsFillItsSteps() {
    assertThat(rows(all().set("epochs", 3).ran(3, 7))).isEqualTo(7 * 16);
  }

  @Test
  void aStepOfAccumulatedGradientsHoldsTheRowsOfAllItsPasses() {
    Trials trial = all().set("epochs", 3).set("gradient_accumulation_steps", 2).ran(3, 4);
    assertThat(rows(trial)).isEqualTo(4 * 32);
  }

  @Test
  void onlyEpochsThatRanCount() {
    Trials trial = all().set("epochs", 10).set("early_stopping_patience", 1).ran(3, 7);
    assertThat(rows(trial)).isEqualTo(7 * 16);
  }

  @Test
  void theRowsAskedForAreTheMost() {
    assertThat(rows(all().set("train_examples", 50).ran(3, 4))).isEqualTo(50);
    assertThat(rows(Trials.of("zero-shot"))).isZero();
  }

  @Test
  void rowsThatAreKeptCountAsThoseThatAreTrainedOn() {
    assertThat(rows(Trials.of("neighbours").set("train_examples", 50))).isEqualTo(50);
    assertThat(rows(Trials.of("neighbours").set("train_examples", 50).used(30))).isEqualTo(30);
    assertThat(rows(Trials.of("few-shot").used(30))).isZero();
  }

  @Test
  void theRowsThatWereCountedAreThose() {
    assertThat(rows(all().set("train_examples", 5_000).ran(3, 4).used(32))).isEqualTo(32);
  }
}
