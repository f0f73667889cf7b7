package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccumulationTest {

  private static final int WHOLE = 32;

  private static TrainingSettings settings(int batchSize, int steps, LossSettings loss) {
    return new TrainingSettings(1, batchSize, 0.05, 0.01, 0.1, 0)
        .with(loss)
        .with(new MemorySettings(steps, false));
  }

  /** With 77 rows the last step has 13, in passes of 8 and 5; with 90, 26 in 8, 8, 8 and 2. */
  @ParameterizedTest
  @CsvSource({"64, NONE, 0", "77, NONE, 0", "77, BALANCED, 0", "90, BALANCED, 0.1"})
  void fourPassesOfEightAreOneOfThirtyTwo(int rows, ClassWeights weights, double smoothing)
      throws IOException {
    LossSettings loss = new LossSettings(smoothing, weights);
    Probe.Outcome whole = Probe.train(settings(WHOLE, 1, loss), rows, false);
    Probe.Outcome parts = Probe.train(settings(8, 4, loss), rows, false);
    assertThat(parts.run().steps()).isEqualTo(whole.run().steps()).isEqualTo((rows + 31) / 32);
    assertThat(parts.losses()).containsExactly(whole.losses(), within(1e-5));
    assertThat(parts.gradient()).containsExactly(whole.gradient(), within(1e-5f));
    assertThat(parts.weight()).containsExactly(whole.weight(), within(1e-5f));
    double error = 0;
    for (int i = 0; i < whole.gradient().length; i++) {
      error = Math.max(error, Math.abs(whole.gradient()[i] - parts.gradient()[i]));
    }
    System.out.printf("%d rows, %s: gradients differ by %.1e%n", rows, weights, error);
  }

  @Test
  void aStepIsAsLongAsItsRows() throws IOException {
    Probe.Outcome small = Probe.train(settings(8, 1, LossSettings.PLAIN), 64, false);
    Probe.Outcome large = Probe.train(settings(8, 4, LossSettings.PLAIN), 64, false);
    assertThat(small.run().steps()).isEqualTo(8);
    assertThat(large.run().steps()).isEqualTo(2);
    assertThat(Arrays.equals(small.weight(), large.weight())).isFalse();
  }

  @Test
  void lessThanOnePassIsRefused() {
    assertThatThrownBy(() -> new MemorySettings(0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid gradient_accumulation_steps: 0; expected at least 1");
  }
}
