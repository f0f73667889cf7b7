package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  private static final double[] SCORES = {0.2, 0.5, 0.5, 0.4, 0.9, 0.9};

  private static Probe.Outcome train(int epochs, int patience) throws IOException {
    TrainingSettings settings =
        new TrainingSettings(epochs, 8, 0.05, 0.01, 0, 0).withEarlyStoppingPatience(patience);
    return Probe.train(
        Probe.model(),
        Probe.lane(settings, 16),
        false,
        epoch -> OptionalDouble.of(SCORES[epoch - 1]));
  }

  @Test
  void stopsWhenNothingGotBetterAndReturnsTheBestEpoch() throws IOException {
    TrainingRun run = train(6, 2).run();
    assertThat(run.epochs()).isEqualTo(4);
    assertThat(run.bestEpoch()).isEqualTo(2);
    assertThat(run.steps()).isEqualTo(8);
    assertThat(run.losses().get(0)).hasSize(8);
  }

  @Test
  void whatIsReturnedIsWhatTheBestEpochHad() throws IOException {
    Probe.Outcome impatient = train(6, 1);
    assertThat(impatient.run().epochs()).isEqualTo(3);
    assertThat(impatient.weight()).isEqualTo(train(6, 2).weight());
    assertThat(impatient.weight()).isNotEqualTo(train(6, 0).weight());
  }

  @Test
  void patienceThatSufficesLeavesTheBestOfAllEpochs() throws IOException {
    TrainingRun run = train(6, 3).run();
    assertThat(run.epochs()).isEqualTo(6);
    assertThat(run.bestEpoch()).isEqualTo(5);
  }

  @Test
  void withoutPatienceTheLastEpochCounts() throws IOException {
    TrainingRun run = train(4, 0).run();
    assertThat(run.epochs()).isEqualTo(4);
    assertThat(run.bestEpoch()).isEqualTo(4);
  }

  @Test
  void whatCannotBeIsRefused() {
    TrainingSettings settings =
        new TrainingSettings(2, 8, 0.05, 0, 0, 0).withEarlyStoppingPatience(1);
    TrainingLane lane = Probe.lane(settings, 16);
    assertThatThrownBy(
            () ->
                new Trainer(
                    Probe.model(),
                    List.of(lane, lane),
                    (manager, rows) -> List.of(),
                    new Trainer.Listener() {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot train lanes with early_stopping_patience in one step: each would stop at its"
                + " own epoch");
    assertThatThrownBy(() -> settings.withEarlyStoppingPatience(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid early_stopping_patience: -1; expected at least 0");
    assertThatThrownBy(
            () -> Probe.train(Probe.model(), lane, false, epoch -> OptionalDouble.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot stop early without a validation score");
  }
}
