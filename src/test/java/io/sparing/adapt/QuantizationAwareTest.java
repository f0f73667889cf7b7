package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.quant.Int8Dynamic;
import io.sparing.script.Layers;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizationAwareTest {

  private final Strategy qat = new QuantizationAware();

  @Test
  void everyWeightIsTrained() {
    assertThat(Adapted.trainable(Adapted.by(qat, 1)))
        .isEqualTo(Adapted.trainable(Adapted.by(new FullFineTuning(), 1)));
  }

  @Test
  void itAnswersInTrainingAlmostAsInInt8() {
    ScriptModule trained = Adapted.by(qat, 1);
    ScriptModule deployed = qat.deploy(trained, 0);
    float[] exact = Adapted.logits(deployed, 1);
    float[] training = Adapted.logits(trained, 1);
    float[] int8 = Adapted.logits(Int8Dynamic.ofThisProcessor().apply(deployed), 1);
    assertThat(deployed.at("bert.encoder.layer.0.intermediate.dense").name()).isEqualTo("Linear");
    assertThat(distance(training, exact)).isGreaterThan(0);
    assertThat(distance(training, int8)).isLessThan(0.8 * distance(exact, int8));
  }

  private static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.pow(one[i] - other[i], 2);
    }
    return Math.sqrt(sum);
  }

  /** Rounded numbers are differentiated as if they were not, by those they were rounded to. */
  @ParameterizedTest
  @ValueSource(ints = {7, 8})
  void gradientsGoStraightThroughTheRounding(int activationBits) throws IOException {
    int largestLevel = (1 << activationBits) - 1;
    int rows = 4;
    int in = 6;
    int out = 3;
    float[] x = normal(rows * in, 1);
    float[] weight = normal(out * in, 2);
    float[] upstream = normal(rows * out, 3);
    float[] found =
        gradients(new QuantizationAware(activationBits), x, rows, weight, out, upstream);
    float[] roundedWeight = new float[weight.length];
    for (int row = 0; row < out; row++) {
      float largest = 0;
      for (int i = row * in; i < (row + 1) * in; i++) {
        largest = Math.max(largest, Math.abs(weight[i]));
      }
      for (int i = row * in; i < (row + 1) * in; i++) {
        roundedWeight[i] = (float) Math.rint(weight[i] * 127 / largest) * largest / 127;
      }
    }
    float low = 0;
    float high = 0;
    for (float value : x) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    float width = (high - low) / largestLevel;
    double zero = Math.rint(-low / width);
    float[] expected = new float[found.length];
    for (int i = 0; i < rows * in; i++) {
      double level = Math.rint(x[i] / width) + zero;
      float rounded = (float) (Math.max(0, Math.min(largestLevel, level)) - zero) * width;
      for (int o = 0; o < out; o++) {
        float from = upstream[i / in * out + o];
        expected[o * in + i % in] += from * rounded;
        boolean clamped = level < 0 || level > largestLevel;
        expected[out * in + i] += clamped ? 0 : from * roundedWeight[o * in + i % in];
      }
    }
    assertThat(expected).doesNotContain(0);
    assertThat(found).containsExactly(expected, within(1e-4f));
  }

  /** Of the weights [out, in], then of the input [rows, in]. */
  private static float[] gradients(
      Strategy qat, float[] x, int rows, float[] weight, int out, float[] upstream)
      throws IOException {
    int in = x.length / rows;
    ScriptModule layer = Layers.linear(TensorData.floats(weight, out, in), TensorData.zeros(out));
    ScriptModule root =
        ScriptModule.of(
                "Root",
                """
                def gradients(self, inputs: List[Tensor]) -> Tensor:
                  torch.set_grad_enabled(True)
                  x = torch.requires_grad_(torch.detach(inputs[0]), True)
                  y = torch.sum(torch.mul((self.layer).forward(x), inputs[1]))
                  found = torch.grad([y], [(self.layer).weight, x])
                  torch.set_grad_enabled(False)
                  of_weight = torch.flatten(torch._unwrap_optional(found[0]))
                  return torch.cat([of_weight, torch.flatten(torch._unwrap_optional(found[1]))])
                """)
            .withChild("layer", layer);
    Adaptation.Lane lane = new Adaptation.Lane(StrategyParameters.of(qat), 1);
    Adaptation adaptation = new Adaptation(Adapted.MODEL, new Unprompted(out), List.of(lane));
    try (LoadedScript script = LoadedScript.load(qat.encoder(root, adaptation), Device.cpu());
        NDManager manager = script.newManager()) {
      List<NDArray> inputs =
          List.of(
              manager.create(x, new Shape(rows, in)),
              manager.create(upstream, new Shape(rows, out)));
      return script.callWithGradients(manager, "gradients", inputs).toFloatArray();
    }
  }

  private static float[] normal(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void lanesCannotShareItsWeights() {
    assertThatThrownBy(() -> Adapted.by(qat, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot train 2 trials of qat in one step: they share no trained weight");
    assertThat(qat.numberFormats()).isEqualTo(List.of("int8"));
  }
}
