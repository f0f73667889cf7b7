package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LossScalingTest {

  private static final TrainingSettings SETTINGS = new TrainingSettings(4, 8, 0.05, 0.01, 0, 1);

  /**
   * Its gradient passes through fp16 times a factor, so that a scale above 65504 / it overflows.
   */
  private static ScriptModule half(String factor) {
    String logits =
        Probe.model()
            .methods()
            .get(0)
            .replace(
                "torch.linear(inputs[0], torch.select(self.weight, 0, 0))",
                "torch.div(torch.to(torch.to(torch.mul(torch.linear(inputs[0],"
                    + " torch.select(self.weight, 0, 0)), FACTOR), 5), 6), FACTOR)"
                        .replace("FACTOR", factor));
    return Probe.model().as("Half", logits, Probe.model().methods().get(1));
  }

  @Test
  void inFp32ScalingChangesNothing() throws IOException {
    Probe.Outcome plain = Probe.train(SETTINGS, 64, false);
    Probe.Outcome scaled = Probe.train(SETTINGS, 64, true);
    assertThat(scaled.losses()).containsExactly(plain.losses(), within(1e-6));
    assertThat(scaled.gradient()).containsExactly(plain.gradient(), within(1e-6f));
    assertThat(scaled.weight()).containsExactly(plain.weight(), within(1e-6f));
  }

  @Test
  void overflowSkipsStepsUntilTheScaleFits() throws IOException {
    // Gradients come down by 1/0.01 · share of a row, about 65536 · 100 / 8 / 2 at first.
    Probe.Outcome outcome =
        Probe.train(half("0.01"), Probe.lane(SETTINGS, 64), true, epoch -> OptionalDouble.empty());
    double[] losses = outcome.losses();
    long skipped = Arrays.stream(losses).filter(Double::isNaN).count();
    assertThat(skipped).isBetween(1L, 8L);
    assertThat(Double.isNaN(losses[0])).isTrue();
    double[] taken = Arrays.stream(losses).filter(Double::isFinite).toArray();
    assertThat(taken[taken.length - 1]).isLessThan(taken[0]);
    List<LossPoint> curve = outcome.run().curves().get(0);
    assertThat(curve).isNotEmpty().allMatch(point -> Double.isFinite(point.trainLoss()));
  }

  @Test
  void skippingForEverIsDivergence() {
    TrainingSettings settings = new TrainingSettings(10, 8, 0.05, 0.01, 0, 1);
    assertThatThrownBy(
            () ->
                Probe.train(
                    half("1e30"), Probe.lane(settings, 64), true, epoch -> OptionalDouble.empty()))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("at step 40");
  }
}
