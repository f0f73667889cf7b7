package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.measure.Metric;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.TrialResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  private static final String FILE = "/home/U/My.csv";

  private static Evidence of(TrialResult... results) {
    return Evidence.of(List.of(results), Metric.ACCURACY);
  }

  private static double examples(TrialResult result) {
    Evidence evidence = of(result);
    return evidence.examples(evidence.choices().get(0));
  }

  @Test
  void fewShotNeedsItsShotsOfEveryClassOfTheDataSet() {
    assertThat(examples(Trials.of("few-shot").quality(0.7))).isEqualTo(8 * 12);
    assertThat(examples(Trials.of("few-shot").set("shots", 4).quality(0.7))).isEqualTo(4 * 12);
    assertThat(examples(Trials.of("few-shot").dataset("sst-2").quality(0.7))).isEqualTo(16);
    assertThat(examples(Trials.of("zero-shot").quality(0.7))).isZero();
  }

  @Test
  void neighboursNeedTheirTrainingRows() {
    assertThat(examples(Trials.of("neighbours").set("train_examples", 300).quality(0.7)))
        .isEqualTo(300);
    assertThat(examples(Trials.of("neighbours").used(37).quality(0.7))).isEqualTo(37);
  }

  /** How many classes a file has, only a trial on it can tell. */
  @Test
  void fewShotOnAFileNeedsItsShotsOfEveryClassThatWasCounted() {
    Trials trial = Trials.of("few-shot").dataset(FILE);
    assertThat(examples(trial.classes(5).quality(0.7))).isEqualTo(40);
    assertThat(examples(trial.used(37).quality(0.7))).isEqualTo(37);
  }

  @Test
  void whatWasAskedOfAShortFileIsOneChoice() {
    List<TrialResult> rows = new ArrayList<>();
    for (int asked : new int[] {0, 32, 5_000}) {
      rows.add(
          Trials.of("lora")
              .dataset(FILE)
              .set("train_examples", asked)
              .used(32)
              .needs(1, 10, 5)
              .quality(0.8));
    }
    Evidence evidence = Evidence.of(rows, Metric.ACCURACY);
    assertThat(evidence.choices()).hasSize(1);
    Choice choice = evidence.choices().get(0);
    assertThat(choice.setting("train_examples")).contains("32");
    assertThat(evidence.examples(choice)).isEqualTo(32);
    assertThat(evidence.trials(choice, evidence.cells())).hasSize(3);
  }

  @Test
  void lengthsBatchesAndTestRowsAreNoPartOfAChoice() {
    Trials trial = Trials.of("lora").set("train_examples", 200).needs(1, 10, 5);
    Evidence evidence =
        of(
            trial.quality(0.8),
            trial.set("max_length", 64).set("batch_size", 8).quality(0.8),
            trial.set("test_examples", 50).quality(0.8));
    assertThat(evidence.choices()).hasSize(1);
    assertThat(evidence.sample(evidence.choices().get(0)).spec().maxLength())
        .as("the longest texts need most")
        .isEqualTo(trial.set("max_length", 128).quality(0.8).spec().maxLength());
  }

  @Test
  void whatChangesLearningIsPartOfAChoice() {
    Trials trial = Trials.of("lora").set("train_examples", 200).needs(1, 10, 5);
    Evidence evidence =
        of(
            trial.quality(0.8),
            trial.set("learning_rate", 7e-3).quality(0.8),
            trial.set("epochs", 9).quality(0.8),
            trial.set("train_examples", 2_000).quality(0.8));
    assertThat(evidence.choices()).hasSize(4);
  }

  @Test
  void columnsOfAFileAreDataSetsOfTheirOwnAndNotAveraged() {
    Trials trial = Trials.of("zero-shot").dataset(FILE);
    Evidence evidence =
        of(trial.set("text", "title").quality(0.5), trial.set("text", "body").quality(0.9));
    assertThat(evidence.datasets()).containsExactly(FILE + " (text=body)", FILE + " (text=title)");
    Choice choice = evidence.choices().get(0);
    assertThat(evidence.cells())
        .extracting(cell -> evidence.quality(cell, choice, seed -> true))
        .containsExactly(0.9, 0.5);
  }

  @Test
  void theTaskOfAFileIsThatOfItsColumns() {
    Trials trial = Trials.of("zero-shot").dataset(FILE);
    Evidence evidence = of(trial.quality(0.5), trial.set("text_pair", "answer").quality(0.9));
    assertThat(evidence.tasks()).containsExactly("classification", "pair");
  }

  @Test
  void aSeedThatRanTwiceCountsOnce() {
    Trials trial = Trials.of("lora").set("train_examples", 200);
    Evidence evidence =
        of(
            trial.seed(0).quality(0.6),
            trial.set("max_length", 64).quality(0.8),
            trial.seed(1).quality(1));
    Evidence.Cell cell = evidence.cells().get(0);
    Choice choice = evidence.choices().get(0);
    assertThat(evidence.quality(cell, choice, s -> true)).isCloseTo(0.85, within(1e-12));
    assertThat(evidence.quality(cell, choice, s -> s == 0)).isCloseTo(0.7, within(1e-12));
    assertThat(evidence.quality(cell, choice, s -> s == 9)).isNaN();
    assertThat(evidence.seeds()).containsExactly(0L, 1L);
  }

  @Test
  void theOrderOfRowsChangesNoQuality() {
    List<TrialResult> rows = new ArrayList<>();
    for (int length : new int[] {16, 32, 48, 64, 96, 128}) {
      rows.add(Trials.of("zero-shot").set("max_length", length).quality(0.1 + 0.7 / length));
    }
    Evidence forward = Evidence.of(rows, Metric.ACCURACY);
    Collections.reverse(rows);
    Evidence backward = Evidence.of(rows, Metric.ACCURACY);
    Choice choice = forward.choices().get(0);
    Evidence.Cell cell = forward.cells().get(0);
    assertThat(backward.quality(cell, choice, s -> true))
        .isEqualTo(forward.quality(cell, choice, s -> true));
  }

  @Test
  void failedRowsSayNothingOfQuality() {
    Evidence evidence =
        of(
            Trials.of("zero-shot").quality(0.5),
            Trials.of("lora").failed(FailureCategory.OUT_OF_MEMORY));
    assertThat(evidence.choices()).extracting(Choice::strategy).containsExactly("zero-shot");
  }

  @Test
  void seedsCrossWhereAChoiceHasTwo() {
    TrialResult zero = Trials.of("zero-shot").seed(0).quality(0.5);
    TrialResult one = Trials.of("zero-shot").seed(1).quality(0.5);
    assertThat(of(zero, one).crossed(seed -> seed % 2 == 0)).isEqualTo(1);
    assertThat(of(zero, one, Trials.of("full").quality(0.9)).crossed(seed -> seed % 2 == 0))
        .isEqualTo(0.5);
  }
}
