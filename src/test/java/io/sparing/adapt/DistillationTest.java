package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.model.Models;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DistillationTest {

  private static final int LAYERS = 6;
  private static final int HIDDEN = 384;

  private final Strategy distillation = new Distillation();

  private ScriptModule adapted(double temperature, double weight, double hidden) {
    Map<String, ?> values =
        Map.of("temperature", temperature, "distillation_weight", weight, "hidden_weight", hidden);
    return Adapted.by(
        distillation, List.of(new Adaptation.Lane(StrategyParameters.of(distillation, values), 1)));
  }

  @Test
  void itIsDeployedAsAFullModel() {
    ScriptModule full = Adapted.by(new FullFineTuning(), 1);
    ScriptModule deployed = distillation.deploy(adapted(2, 0.5, 1), 0);
    assertThat(Adapted.trainable(adapted(2, 0.5, 1))).isEqualTo(Adapted.trainable(full));
    ScriptModule plain = new FullFineTuning().deploy(full, 0);
    assertThat(deployed.methods()).isEqualTo(plain.methods());
    assertThat(deployed.at("bert.encoder").methods()).isEqualTo(plain.at("bert.encoder").methods());
    assertThat(deployed.allTensors().keySet()).isEqualTo(plain.allTensors().keySet());
    assertThat(Adapted.logits(deployed, 1)).isEqualTo(Adapted.logits(plain, 1));
  }

  /** Everything that the loss is made of, worked out again from the answers themselves. */
  @Test
  void theLossJoinsLabelsAnswersAndLayers() throws IOException {
    double temperature = 3;
    double weight = 0.25;
    double hidden = 0.7;
    ScriptModule model = adapted(temperature, weight, hidden);
    float[] logits = Adapted.logits(distillation.deploy(model, 0), 1);
    float[] taught = random(Adapted.ROWS * Adapted.CLASSES, 1);
    float[] states = random(Adapted.ROWS * LAYERS * HIDDEN, 2);
    int[] labels = {2, 0, 3};
    float[] losses;
    float[] firsts;
    try (LoadedScript script = LoadedScript.load(bare(model), Device.cpu());
        NDManager manager = script.newManager()) {
      firsts =
          script
              .call(manager, "logits_and_states", Adapted.inputs(manager, 1))
              .get(":, " + Adapted.CLASSES + ":")
              .toFloatArray();
    }
    try (LoadedScript script = LoadedScript.load(model, Device.cpu());
        NDManager manager = script.newManager()) {
      List<NDArray> inputs = new ArrayList<>(Adapted.inputs(manager, 1));
      inputs.add(manager.create(taught, new Shape(Adapted.ROWS, Adapted.CLASSES)));
      inputs.add(manager.create(states, new Shape(Adapted.ROWS, LAYERS, HIDDEN)));
      losses =
          script
              .call(manager, "losses", inputs, manager.create(new long[] {2, 0, 3}))
              .toFloatArray();
    }
    for (int row = 0; row < Adapted.ROWS; row++) {
      double expected =
          ofAnswers(logits, taught, row, labels[row], temperature, weight)
              + hidden * apart(firsts, states, row);
      assertThat((double) losses[row]).isCloseTo(expected, within(1e-3));
    }
  }

  @Test
  void withoutMatchedLayersItTakesNoStates() throws IOException {
    ScriptModule soft = adapted(3, 0.25, 0);
    assertThat(HiddenStates.toldBy(soft)).isFalse();
    assertThat(HiddenStates.toldBy(adapted(3, 0.25, 1))).isTrue();
    float[] taught = random(Adapted.ROWS * Adapted.CLASSES, 1);
    float[] losses;
    try (LoadedScript script = LoadedScript.load(soft, Device.cpu());
        NDManager manager = script.newManager()) {
      List<NDArray> inputs = new ArrayList<>(Adapted.inputs(manager, 1));
      inputs.add(manager.create(taught, new Shape(Adapted.ROWS, Adapted.CLASSES)));
      NDArray labels = manager.create(new long[] {2, 0, 3});
      losses = script.call(manager, "losses", inputs, labels).toFloatArray();
    }
    float[] logits = Adapted.logits(distillation.deploy(soft, 0), 1);
    int[] labels = {2, 0, 3};
    for (int row = 0; row < Adapted.ROWS; row++) {
      assertThat((double) losses[row])
          .isCloseTo(ofAnswers(logits, taught, row, labels[row], 3, 0.25), within(1e-3));
    }
  }

  private static ScriptModule bare(ScriptModule model) {
    return model.without("losses");
  }

  private static double ofAnswers(
      float[] logits, float[] taught, int row, int label, double temperature, double weight) {
    double[] own = softmax(logits, row, 1);
    double[] softOwn = softmax(logits, row, temperature);
    double[] softTaught = softmax(taught, row, temperature);
    double soft = 0;
    for (int c = 0; c < Adapted.CLASSES; c++) {
      soft += softTaught[c] * Math.log(softTaught[c] / softOwn[c]);
    }
    return (1 - weight) * -Math.log(own[label]) + weight * temperature * temperature * soft;
  }

  private static double apart(float[] firsts, float[] states, int row) {
    double sum = 0;
    for (int layer = 0; layer < LAYERS; layer++) {
      int at = (row * LAYERS + layer) * HIDDEN;
      double norm = 0;
      for (int i = 0; i < HIDDEN; i++) {
        norm += (double) firsts[at + i] * firsts[at + i];
      }
      for (int i = 0; i < HIDDEN; i++) {
        sum += Math.pow(firsts[at + i] / Math.sqrt(norm) - states[at + i], 2);
      }
    }
    return sum / LAYERS;
  }

  private static double[] softmax(float[] logits, int row, double temperature) {
    double[] shares = new double[Adapted.CLASSES];
    double all = 0;
    for (int c = 0; c < shares.length; c++) {
      shares[c] = Math.exp(logits[row * shares.length + c] / temperature);
      all += shares[c];
    }
    for (int c = 0; c < shares.length; c++) {
      shares[c] /= all;
    }
    return shares;
  }

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * 0.1);
    }
    return values;
  }

  @Test
  void theTeacherIsTheOneNamed() {
    TreeMap<String, Object> parameters =
        new TreeMap<>(StrategyParameters.of(distillation, Map.of("teacher", "e5-small-v2")));
    assertThat(distillation.teacher(parameters)).contains(Models.find("e5-small-v2"));
    assertThat(new Lora().teacher(parameters)).isEmpty();
  }

  @Test
  void lanesCannotShareAStep() {
    assertThatThrownBy(() -> Adapted.by(distillation, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot train 2 trials of distillation in one step");
  }
}
