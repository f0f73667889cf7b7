package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import io.sparing.model.Targets;
import io.sparing.script.ScriptModule;
import io.sparing.train.Trainer;
import io.sparing.train.TrainingLane;
import io.sparing.train.TrainingSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdaLoraTest {

  private static final List<String> PATHS = Targets.paths(Adapted.MODEL, List.of("query", "value"));

  private final Strategy adalora = new AdaLora();

  private Adaptation.Lane lane(long initial, long rank, long seed) {
    Map<String, ?> values =
        Map.of("init_r", initial, "lora_rank", rank, "delta_t", 1L, "tinit", 0.2, "tfinal", 0.4);
    return new Adaptation.Lane(Adapted.parameters(adalora, values), seed);
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
    TrainingSettings settings = new TrainingSettings(5, 4, 1e-2, 0.1, 0, 1);
    int[] labels = {0, 1, 2, 3, 0, 1, 2, 3};
    List<TrainingLane> lanes =
        List.of(
            new TrainingLane(settings, 1, new int[8], labels),
            new TrainingLane(settings, 2, new int[8], labels));
    ScriptModule trained =
        new Trainer(adapted, lanes, LoraTest::inputs, new Trainer.Listener() {})
            .run(Device.cpu())
            .model();
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

  @Test
  void aBudgetAboveTheFirstRankIsRefused() {
    assertThatThrownBy(() -> Adapted.by(adalora, List.of(lane(4, 5, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid lora_rank: 5; adalora cuts ranks down to it from init_r, which is 4");
    Map<String, ?> values = Map.of("tinit", 0.7, "tfinal", 0.4);
    Adaptation.Lane lane = new Adaptation.Lane(Adapted.parameters(adalora, values), 1);
    assertThatThrownBy(() -> Adapted.by(adalora, List.of(lane)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid tfinal: 0.4; with tinit 0.7 no step is left to cut ranks in");
  }
}
