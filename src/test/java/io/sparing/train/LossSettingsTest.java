package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossSettingsTest {

  private static final float[] LOGITS = {
    1, -2, 0.5f, 0, 3, -1, 2, 2, -1, -0.5f, 0.25f, 4, 1, 0, 1, 0.1f, 0.2f, 0.3f
  };
  private static final int[] LABELS = {0, 1, 0, 2, 0, 0};

  private static TrainingLane lane(LossSettings loss) {
    TrainingSettings settings = new TrainingSettings(1, 6, 0.1, 0, 0, 0).with(loss);
    return new TrainingLane(settings, 0, new int[6], new ClassLabels(LABELS, loss));
  }

  private static ScriptModule model(int lanes, String... more) {
    float[] ones = new float[lanes];
    Arrays.fill(ones, 1);
    return ScriptModule.of(
            "Given",
            """
            def logits(self, inputs: List[Tensor]) -> Tensor:
              lanes = torch.size(self.gain, 0)
              rows = torch.view(inputs[0], [lanes, -1])
              return torch.view(torch.mul(rows, self.gain), [-1, 3])
            """)
        .with(more)
        .withParameter("gain", TensorData.floats(ones, lanes, 1));
  }

  private static double[] losses(ScriptModule model, List<LossSettings> lanes) throws IOException {
    Trainer.Inputs inputs =
        (manager, rowsByLane) -> List.of(manager.create(rows(rowsByLane), shape(rowsByLane)));
    return new Trainer(
            model,
            lanes.stream().map(LossSettingsTest::lane).toList(),
            inputs,
            new Trainer.Listener() {})
        .run(Device.cpu()).losses().stream().mapToDouble(all -> all[0]).toArray();
  }

  private static Shape shape(List<int[]> rowsByLane) {
    return new Shape(rowsByLane.size() * 6L, 3);
  }

  private static float[] rows(List<int[]> rowsByLane) {
    float[] values = new float[rowsByLane.size() * 18];
    int next = 0;
    for (int[] rows : rowsByLane) {
      for (int row : rows) {
        System.arraycopy(LOGITS, row * 3, values, 3 * next++, 3);
      }
    }
    return values;
  }

  /** By torch.nn.functional.cross_entropy of PyTorch 2.15 for these logits and labels. */
  @ParameterizedTest
  @CsvSource({
    "0, NONE, 0.5643658638000488",
    "0.1, NONE, 0.6890881061553955",
    "0, BALANCED, 0.30716410279273987",
    "0.1, BALANCED, 0.5480470657348633"
  })
  void lossesArePyTorchs(double smoothing, ClassWeights weights, double expected)
      throws IOException {
    double[] losses = losses(model(1), List.of(new LossSettings(smoothing, weights)));
    assertThat(losses[0]).isCloseTo(expected, within(1e-6));
  }

  @Test
  void lanesOfOneStepHaveLossesOfTheirOwn() throws IOException {
    List<LossSettings> all =
        List.of(
            LossSettings.PLAIN,
            new LossSettings(0.1, ClassWeights.NONE),
            new LossSettings(0.1, ClassWeights.BALANCED));
    double[] packed = losses(model(3), all);
    for (int lane = 0; lane < 3; lane++) {
      assertThat(packed[lane]).isCloseTo(losses(model(1), List.of(all.get(lane)))[0], within(1e-6));
    }
  }

  @Test
  void classWeightsCountInAModelsOwnLosses() throws IOException {
    String own =
        """
        def losses(self, inputs: List[Tensor], labels: Tensor) -> Tensor:
          return torch.add(torch.mul(torch.sum(self.logits(inputs), [1]), 0.), torch.to(labels, 6))
        """;
    LossSettings balanced = new LossSettings(0, ClassWeights.BALANCED);
    // Labels 0 ×4, 1 and 2 weigh 0.5, 2 and 2: (2·1 + 2·2) / 6.
    assertThat(losses(model(1, own), List.of(balanced))[0]).isCloseTo(1, within(1e-6));
    assertThatThrownBy(
            () -> losses(model(1, own), List.of(new LossSettings(0.1, ClassWeights.NONE))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot smooth labels: the model has a loss of its own");
  }

  @Test
  void balancedWeightsAreThoseOfScikitLearn() {
    assertThat(ClassWeights.BALANCED.of(LABELS, 3)).containsExactly(0.5f, 2, 2);
    assertThat(ClassWeights.BALANCED.of(new int[] {0, 2, 2}, 4)).containsExactly(1.5f, 1, 0.75f, 1);
    assertThat(ClassWeights.NONE.of(LABELS, 3)).containsOnly(1);
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new LossSettings(1, ClassWeights.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid label_smoothing: 1.0; expected from 0 to below 1");
    assertThatThrownBy(() -> ClassWeights.find("equal"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown class_weights: equal; known: none, balanced");
  }
}
