package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import io.sparing.train.ClassLabels;
import io.sparing.train.Layouts;
import io.sparing.train.Trainer;
import io.sparing.train.TrainingLane;
import io.sparing.train.TrainingSettings;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoraTest {

  private static final String QUERY = "bert.encoder.layer.0.attention.self.query";

  private final Strategy lora = new Lora();

  private Adaptation.Lane lane(long rank, double alpha, List<String> targets, long seed) {
    return new Adaptation.Lane(
        StrategyParameters.of(
            lora, Map.of("lora_rank", rank, "lora_alpha", alpha, "target_modules", targets)),
        seed);
  }

  private ScriptModule ranksTwoAndEight() {
    List<String> targets = List.of("query", "output");
    return Adapted.by(lora, List.of(lane(2, 8.0, targets, 1), lane(8, 16.0, targets, 2)));
  }

  @Test
  void factorsOfTheTargetsAndTheHeadAreTrained() {
    assertThat(Adapted.trainable(Adapted.by(lora, 1)))
        .isEqualTo(6 * 2 * (8 * 384 + 384 * 8) + Adapted.HEAD);
    ScriptModule all =
        Adapted.by(
            lora,
            List.of(
                lane(
                    4,
                    8.0,
                    List.of("query", "key", "value", "attention_output", "intermediate", "output"),
                    1)));
    long square = 4 * (384 + 384);
    long wide = 4 * (384 + 1536);
    assertThat(Adapted.trainable(all)).isEqualTo(6 * (4 * square + 2 * wide) + Adapted.HEAD);
  }

  @Test
  void beforeTrainingItAnswersAsTheModelDid() {
    float[] plain = Adapted.logits(Adapted.by(new LinearProbe(), 1), 1);
    assertThat(Adapted.logits(Adapted.by(lora, 1), 1)).containsExactly(plain, within(1e-5f));
  }

  @Test
  void eachMergedLaneAnswersAsItDidUnmerged() {
    ScriptModule trained = Adapted.moved(ranksTwoAndEight(), 0.02);
    float[] before = Adapted.logits(ranksTwoAndEight(), 2);
    float[] all = Adapted.logits(trained, 2);
    int size = all.length / 2;
    assertThat(distance(all, before)).isGreaterThan(0.05);
    assertThat(distance(Arrays.copyOf(all, size), Arrays.copyOfRange(all, size, 2 * size)))
        .isGreaterThan(0.05);
    for (int lane = 0; lane < 2; lane++) {
      ScriptModule deployed = lora.deploy(trained, lane);
      assertThat(Adapted.logits(deployed, 1))
          .containsExactly(Arrays.copyOfRange(all, lane * size, (lane + 1) * size), within(1e-4f));
    }
  }

  private static double distance(float[] one, float[] other) {
    double worst = 0;
    for (int i = 0; i < one.length; i++) {
      worst = Math.max(worst, Math.abs(one[i] - other[i]));
    }
    return worst;
  }

  @Test
  void plainLinearLayersAreDeployed() {
    ScriptModule deployed = lora.deploy(ranksTwoAndEight(), 1);
    assertThat(deployed.at(QUERY).name()).isEqualTo("Linear");
    assertThat(deployed.allParameters()).isEmpty();
    assertThat(deployed.allTensors().keySet())
        .isEqualTo(Adapted.by(new LinearProbe(), 1).allTensors().keySet());
  }

  @Test
  void theScaleIsAlphaOverRank() {
    assertThat(ranksTwoAndEight().at(QUERY).tensor("scaling").toFloats()).containsExactly(4, 2);
  }

  @Test
  void rankStabilizedScaleIsAlphaOverTheRootOfTheRank() {
    Map<String, ?> values = Map.of("lora_rank", 4L, "lora_alpha", 6.0, "use_rslora", true);
    Adaptation.Lane lane = new Adaptation.Lane(StrategyParameters.of(lora, values), 1);
    ScriptModule adapted = Adapted.by(lora, List.of(lane));
    assertThat(adapted.at(QUERY).tensor("scaling").toFloats()).containsExactly(3);
  }

  @Test
  void aPatternGivesLayersRanksOfTheirOwn() {
    Map<String, ?> values =
        Map.of("lora_rank", 2L, "rank_pattern", List.of("1-4:5", "4:7"), "lora_alpha", 14.0);
    Adaptation.Lane lane = new Adaptation.Lane(StrategyParameters.of(lora, values), 1);
    ScriptModule adapted = Adapted.by(lora, List.of(lane));
    int[] ranks = new int[6];
    for (int layer = 0; layer < ranks.length; layer++) {
      ScriptModule query = adapted.at(QUERY.replace("layer.0", "layer." + layer));
      ranks[layer] = query.tensor("lora_A").size(1);
      assertThat(query.tensor("scaling").toFloats()).containsExactly(14f / ranks[layer]);
    }
    assertThat(ranks).containsExactly(2, 5, 5, 5, 7, 2);
  }

  @Test
  void aPatternForALayerThatIsNotThereIsRefused() {
    Map<String, ?> values = Map.of("rank_pattern", List.of("5-6:4"));
    Adaptation.Lane lane = new Adaptation.Lane(StrategyParameters.of(lora, values), 1);
    assertThatThrownBy(() -> Adapted.by(lora, List.of(lane)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid rank_pattern: 5-6:4; the model has layers 0 to 5");
  }

  @Test
  void paddedRanksStayZeroInTraining() throws IOException {
    TrainingSettings settings = new TrainingSettings(2, 4, 1e-2, 0.1, 0, 1);
    int[] labels = {0, 1, 2, 3, 0, 1, 2, 3};
    List<TrainingLane> lanes =
        List.of(
            new TrainingLane(settings, 1, new int[8], new ClassLabels(labels, settings.loss())),
            new TrainingLane(settings, 2, new int[8], new ClassLabels(labels, settings.loss())));
    ScriptModule trained =
        new Trainer(
                ranksTwoAndEight(),
                lanes,
                LoraTest::inputs,
                new Trainer.Listener() {},
                Trainer.Options.plain(Layouts.of(Adapted.MODEL)))
            .run(Device.cpu())
            .model();
    ScriptModule layer = trained.at(QUERY);
    float[] a = layer.tensor("lora_A").toFloats();
    float[] b = layer.tensor("lora_B").toFloats();
    assertThat(Arrays.copyOfRange(a, 2 * 384, 8 * 384)).containsOnly(0);
    for (int i = 0; i < 384 * 8; i++) {
      assertThat(b[i] == 0).as("lora_B of lane 0 at %d", i).isEqualTo(i % 8 >= 2);
    }
  }

  /** Row r of both lanes is the text of the tokens 1000 + 100r to 1004 + 100r. */
  static List<NDArray> inputs(NDManager manager, List<int[]> rowsByLane) {
    int[] rows = rowsByLane.stream().flatMapToInt(Arrays::stream).toArray();
    long[] ids = new long[rows.length * 5];
    long[] mask = new long[ids.length];
    Arrays.fill(mask, 1);
    for (int i = 0; i < ids.length; i++) {
      ids[i] = 1000 + 100L * rows[i / 5] + i % 5;
    }
    Shape shape = new Shape(rows.length, 5);
    return List.of(
        manager.create(ids, shape),
        manager.create(new long[ids.length], shape),
        manager.create(mask, shape));
  }

  @Test
  void lanesOfDifferentTargetsCannotShareAStep() {
    List<Adaptation.Lane> lanes =
        List.of(lane(8, 16.0, List.of("query"), 1), lane(8, 16.0, List.of("key"), 2));
    assertThatThrownBy(() -> Adapted.by(lora, lanes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot train lora trials of different target_modules in one step");
  }

  @Test
  void theUpdateIsScaledAAfterB() {
    ScriptModule adapted = Adapted.by(lora, List.of(lane(1, 3.0, List.of("query"), 1)));
    float[] a = new float[384];
    float[] b = new float[384];
    a[5] = 2;
    b[7] = 0.5f;
    ScriptModule trained =
        adapted.withParameters(
            Map.of(
                QUERY + ".lora_A", TensorData.floats(a, 1, 1, 384),
                QUERY + ".lora_B", TensorData.floats(b, 1, 384, 1)));
    float[] before = Adapted.ENCODER.at(QUERY).tensor("weight").toFloats();
    float[] merged = lora.deploy(trained, 0).at(QUERY).tensor("weight").toFloats();
    assertThat(merged[7 * 384 + 5]).isEqualTo(before[7 * 384 + 5] + 3);
    merged[7 * 384 + 5] = before[7 * 384 + 5];
    assertThat(merged).isEqualTo(before);
  }
}
