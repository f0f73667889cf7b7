package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.model.Sites;
import io.sparing.quant.NumberFormat;
import io.sparing.quant.NumberFormats;
import io.sparing.script.Lanes;
import io.sparing.script.Layers;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import io.sparing.train.ClassLabels;
import io.sparing.train.Layouts;
import io.sparing.train.Trainer;
import io.sparing.train.TrainingLane;
import io.sparing.train.TrainingSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdaLoraTest {

  private static final List<String> PATHS =
      Sites.of(Adapted.MODEL).linear(List.of("query", "value"));

  private final Strategy adalora = new AdaLora();

  private Adaptation.Lane lane(long initial, long rank, long seed) {
    Map<String, ?> values =
        Map.of("init_r", initial, "lora_rank", rank, "delta_t", 1L, "tinit", 0.2, "tfinal", 0.4);
    return new Adaptation.Lane(StrategyParameters.of(adalora, values), seed);
  }

  @Test
  void valuesVectorsAndTheHeadAreTrained() {
    ScriptModule adapted = Adapted.by(adalora, List.of(lane(12, 8, 1)));
    assertThat(Adapted.trainable(adapted)).isEqualTo(12 * 12 * (384 + 384 + 1) + Adapted.HEAD);
  }

  @Test
  void beforeTrainingItAnswersAsTheModelDid() {
    float[] plain = Adapted.logits(Adapted.by(new LinearProbe(), 1), 1);
    assertThat(Adapted.logits(Adapted.by(adalora, 1), 1)).containsExactly(plain, within(1e-5f));
  }

  @Test
  void everyLaneIsMergedAsItAnswered() {
    ScriptModule adapted = Adapted.by(adalora, List.of(lane(4, 2, 1), lane(6, 3, 2)));
    Adapted.lanesAnswerAlone(adalora, Adapted.moved(adapted, 0.05), 2);
  }

  @Test
  void ranksAreCutToTheBudgetWhereTheyMatterLeast() throws IOException {
    ScriptModule adapted = Adapted.by(adalora, List.of(lane(4, 2, 1), lane(6, 3, 2)));
    ScriptModule trained = trained(adapted, 2, Trainer.Options.plain(Layouts.of(Adapted.MODEL)));
    int[] left = new int[2];
    List<Integer> byLayer = new ArrayList<>();
    for (String path : PATHS) {
      float[] values = trained.at(path).tensor("lora_E").toFloats();
      assertThat(Arrays.copyOfRange(values, 4, 6)).as("padding of %s", path).containsOnly(0);
      for (int lane = 0; lane < 2; lane++) {
        int count = 0;
        for (int r = 0; r < 6; r++) {
          count += values[lane * 6 + r] == 0 ? 0 : 1;
        }
        left[lane] += count;
        byLayer.add(count);
      }
    }
    assertThat(left).containsExactly(2 * PATHS.size(), 3 * PATHS.size());
    assertThat(byLayer.stream().distinct().count()).as("%s", byLayer).isGreaterThan(2);
  }

  /** Updates are so small that products with their gradients are zero in fp16; bf16 has ties. */
  @ParameterizedTest
  @ValueSource(strings = {"bf16", "fp16"})
  void sixteenBitsLeaveTheBudgetToo(String name) throws IOException {
    Map<String, Object> values = new HashMap<>(lane(12, 6, 1).parameters());
    values.put("lora_alpha", 1e-3);
    values.put("target_modules", Sites.ROLES);
    Adaptation.Lane lane = new Adaptation.Lane(StrategyParameters.of(adalora, values), 1);
    NumberFormat format = NumberFormats.find(name);
    ScriptModule trained =
        trained(
            format.training(Adapted.by(adalora, List.of(lane))),
            1,
            new Trainer.Options(format.scalesLoss(), Optional.empty(), Layouts.of(Adapted.MODEL)));
    assertThat(ranksLeft(trained)).isEqualTo(6 * 6 * Sites.ROLES.size());
  }

  @ParameterizedTest
  @CsvSource({
    "bitfit+adalora,,",
    "adalora+ia3,,",
    "adalora+adapter, adapter_placement, houlsby",
    "adalora+prompt, prompt_layers, late",
    "adalora+ia3+adapter+prompt, prompt_layers, 0+3"
  })
  void ranksAreCutInEveryStack(String names, String name, String value) throws IOException {
    Strategy stack = Strategies.find(names);
    Map<String, Object> values = new HashMap<>();
    values.put("init_r", 4L);
    values.put("lora_rank", 2L);
    values.put("target_modules", List.of("value", "attention_output", "output"));
    if (name != null) {
      values.put(name, value);
    }
    Adaptation.Lane lane = new Adaptation.Lane(StrategyParameters.of(stack, values), 1);
    ScriptModule trained =
        trained(
            Adapted.by(stack, List.of(lane)), 1, Trainer.Options.plain(Layouts.of(Adapted.MODEL)));
    assertThat(ranksLeft(trained)).isEqualTo(2 * 3 * 6);
    float[] answer = Adapted.logits(trained, 1);
    ScriptModule deployed = stack.deploy(trained, 0);
    assertThat(Adapted.logits(deployed, 1)).containsExactly(answer, within(1e-4f));
    assertThat(deployed.defines("adjust")).isFalse();
    assertThat(deployed.attributes()).isEmpty();
  }

  private static ScriptModule trained(ScriptModule adapted, int lanes, Trainer.Options options)
      throws IOException {
    TrainingSettings settings = new TrainingSettings(5, 4, 1e-2, 0.1, 0, 1);
    int[] labels = {0, 1, 2, 3, 0, 1, 2, 3};
    List<TrainingLane> all = new ArrayList<>();
    for (int lane = 1; lane <= lanes; lane++) {
      all.add(
          new TrainingLane(settings, lane, new int[8], new ClassLabels(labels, settings.loss())));
    }
    return new Trainer(adapted, all, LoraTest::inputs, new Trainer.Listener() {}, options)
        .run(Device.cpu())
        .model();
  }

  private static int ranksLeft(ScriptModule trained) {
    int left = 0;
    for (String path : SingularLinear.paths(trained)) {
      for (float value : trained.at(path).tensor("lora_E").toFloats()) {
        left += value == 0 ? 0 : 1;
      }
    }
    return left;
  }

  /** Of the definition: (‖QQᵀ − I‖ + ‖PᵀP − I‖) / 2, the mean over the layers. */
  @Test
  void thePenaltyIsTheDistanceFromOrthonormalVectors() throws IOException {
    ScriptModule adapted =
        Adapted.moved(Adapted.by(adalora, List.of(lane(3, 2, 1), lane(3, 3, 2))), 0.05);
    float[] found;
    try (LoadedScript script = LoadedScript.load(adapted, Device.cpu());
        NDManager manager = script.newManager()) {
      found = script.call(manager, "penalty").toFloatArray();
    }
    for (int lane = 0; lane < 2; lane++) {
      double sum = 0;
      for (String path : PATHS) {
        float[] right = Lanes.select(adapted.at(path).tensor("lora_A"), lane).toFloats();
        float[] left = Lanes.select(adapted.at(path).tensor("lora_B"), lane).toFloats();
        int in = right.length / 3;
        sum += skew((r, i) -> right[r * in + i], in) / 2;
        sum += skew((r, i) -> left[i * 3 + r], left.length / 3) / 2;
      }
      assertThat((double) found[lane]).isCloseTo(0.5 * sum / PATHS.size(), within(1e-4));
    }
    assertThat(found[0]).isNotEqualTo(found[1]);
  }

  /** An element of a vector. */
  private interface Vectors {
    double at(int vector, int element);
  }

  private static double skew(Vectors vectors, int length) {
    double squares = 0;
    for (int one = 0; one < 3; one++) {
      for (int other = 0; other < 3; other++) {
        double product = one == other ? -1 : 0;
        for (int i = 0; i < length; i++) {
          product += vectors.at(one, i) * vectors.at(other, i);
        }
        squares += product * product;
      }
    }
    return Math.sqrt(squares);
  }

  /** Every number's own smoothed sensitivity and uncertainty, as in the paper and in PEFT. */
  @Test
  void theScoreOfARankIsThatOfItsNumbers() throws IOException {
    int rank = 3;
    ScriptModule layer =
        Adapted.moved(
            SingularLinear.wrap(
                Layers.linear(TensorData.zeros(5, 4), TensorData.zeros(5)),
                "layer",
                List.of(lane(rank, 2, 1))),
            1);
    ScriptModule root =
        ScriptModule.of(
                "Root",
                """
                def noted(self, gradients: List[Tensor]) -> Tensor:
                  (self.layer).adjust(gradients, 1, 10)
                  return (self.layer).importance()
                """)
            .withChild("layer", layer);
    double[][] sensitivity = new double[3][20];
    double[][] uncertainty = new double[3][20];
    try (LoadedScript script = LoadedScript.load(root, Device.cpu());
        NDManager manager = script.newManager()) {
      for (int step = 0; step < 3; step++) {
        double[] expected = new double[rank];
        List<NDArray> gradients = new ArrayList<>();
        for (int which = 0; which < 3; which++) {
          TensorData tensor = layer.tensor(List.of("lora_A", "lora_B", "lora_E").get(which));
          float[] values = tensor.toFloats();
          float[] gradient = new float[values.length];
          for (int i = 0; i < values.length; i++) {
            gradient[i] = (float) Math.sin(7 * step + 3 * which + i);
            double now = Math.abs(values[i] * gradient[i]);
            double smooth = 0.85 * sensitivity[which][i] + 0.15 * now;
            double spread = Math.abs(now - smooth);
            sensitivity[which][i] = smooth;
            uncertainty[which][i] = 0.85 * uncertainty[which][i] + 0.15 * spread;
            int r = which == 1 ? i % rank : i / (values.length / rank);
            expected[r] += smooth * uncertainty[which][i] * rank / values.length;
          }
          gradients.add(manager.create(gradient, new Shape(tensor.shape())));
        }
        float[] found = script.call(manager, "noted", gradients).toFloatArray();
        for (int r = 0; r < rank; r++) {
          assertThat((double) found[r]).isCloseTo(expected[r], withinPercentage(0.1));
        }
      }
    }
  }

  @Test
  void aBudgetAboveTheFirstRankIsRefused() {
    assertThatThrownBy(() -> Adapted.by(adalora, List.of(lane(4, 5, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid lora_rank: 5; adalora cuts ranks down to it from init_r, which is 4");
    Map<String, ?> values = Map.of("tinit", 0.7, "tfinal", 0.4);
    Adaptation.Lane lane = new Adaptation.Lane(StrategyParameters.of(adalora, values), 1);
    assertThatThrownBy(() -> Adapted.by(adalora, List.of(lane)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid tfinal: 0.4; with tinit 0.7 no step is left to cut ranks in");
    Map<String, ?> never = Map.of("tinit", 0.0, "tfinal", 1.0);
    Adaptation.Lane uncut = new Adaptation.Lane(StrategyParameters.of(adalora, never), 1);
    assertThatThrownBy(() -> Adapted.by(adalora, List.of(uncut)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid tfinal: 1.0; with tinit 0.0 no step is left to cut ranks in");
  }
}
