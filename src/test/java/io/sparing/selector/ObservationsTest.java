package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObservationsTest {

  /** A trial of all rows, of which there are 100. */
  private static Trials all() {
    return Trials.of("lora").set("train_examples", 0).set("batch_size", 16).needs(1, 1, 1);
  }

  private static double examples(Trials trial) {
    return Observations.need(trial.quality(0.9), Feature.EXAMPLES);
  }

  @Test
  void theExamplesOfATrialOfAllRowsFillItsSteps() {
    assertThat(examples(all().set("epochs", 3).ran(3, 7))).isEqualTo(7 * 16);
  }

  @Test
  void aStepOfAccumulatedGradientsHoldsTheRowsOfAllItsPasses() {
    Trials trial = all().set("epochs", 3).set("gradient_accumulation_steps", 2).ran(3, 4);
    assertThat(examples(trial)).isEqualTo(4 * 32);
  }

  @Test
  void onlyEpochsThatRanCount() {
    Trials trial = all().set("epochs", 10).set("early_stopping_patience", 1).ran(3, 7);
    assertThat(examples(trial)).isEqualTo(7 * 16);
  }

  @Test
  void theExamplesAskedForAreThoseNeeded() {
    assertThat(examples(all().set("train_examples", 50).ran(3, 4))).isEqualTo(50);
    assertThat(examples(Trials.of("zero-shot"))).isZero();
  }
}
