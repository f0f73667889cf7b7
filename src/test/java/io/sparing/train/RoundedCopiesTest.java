package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.JointProjection;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.StrategyParameters;
import io.sparing.adapt.Unprompted;
import io.sparing.model.Encoders;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.quant.NumberFormats;
import io.sparing.script.DataType;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training in 16 bits, against training in 32. */
class RoundedCopiesTest {

  private static final ModelManifest MODEL = Models.find("minilm-l6");
  private static final int ROWS = 8;
  private static final int LENGTH = 6;

  private static ScriptModule adapted(String strategy) throws IOException {
    SortedMap<String, Object> parameters = StrategyParameters.of(Strategies.find(strategy));
    Adaptation.Lane lane = new Adaptation.Lane(parameters, 1);
    return Strategies.find(strategy)
        .adapt(Encoders.load(MODEL), new Adaptation(MODEL, new Unprompted(4), List.of(lane)));
  }

  @Test
  void everyWeightThatIsRoundedWhereverItIsUsedHasACopy() throws IOException {
    ScriptModule half = NumberFormats.find("bf16").training(adapted("full"));
    RoundedCopies copies = RoundedCopies.of(half);
    String query = "bert.encoder.layer.3.attention.self.query.weight";
    assertThat(copies.copies()).containsEntry(query, query + "_rounded");
    assertThat(copies.leaf("model." + query)).isEqualTo("model." + query + "_rounded");
    // Words are looked up in fp32, so that the gradients of a word are summed in fp32.
    assertThat(copies.copies()).doesNotContainKey("bert.embeddings.word_embeddings.weight");
    assertThat(copies.model().allParameters()).isEqualTo(half.allParameters());
    assertThat(copies.model().allTensors().get(query + "_rounded").type())
        .isEqualTo(DataType.BFLOAT16);
    assertThat(RoundedCopies.of(adapted("full")).copies()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "full, bf16, 1, false",
    "full, bf16, 2, false",
    "full, bf16, 1, true",
    "lora, bf16, 2, true",
    "adalora, bf16, 1, false",
    "bitfit, fp16, 1, false"
  })
  void lossesFollowThoseOfFullPrecision(
      String strategy, String format, int accumulation, boolean checkpointing) throws IOException {
    ScriptModule model = adapted(strategy);
    MemorySettings memory = new MemorySettings(accumulation, checkpointing);
    TrainingSettings settings =
        new TrainingSettings(3, ROWS / 2 / accumulation, 2e-4, 0.01, 0, 1).with(memory);
    boolean scales = NumberFormats.find(format).scalesLoss();
    TrainingRun half =
        train(NumberFormats.find(format).training(JointProjection.in(model)), settings, scales);
    double[] exact = train(model, settings, false).losses().get(0);
    double[] found = half.losses().get(0);
    assertThat(found).hasSameSizeAs(exact).isNotEqualTo(exact).containsExactly(exact, within(0.03));
    assertThat(exact[exact.length - 1]).isLessThan(exact[0] - 0.03);
    assertThat(half.model().allParameters().values())
        .allMatch(tensor -> tensor.type() == DataType.FLOAT32);
  }

  private static TrainingRun train(ScriptModule model, TrainingSettings settings, boolean scales)
      throws IOException {
    TrainingLane lane =
        new TrainingLane(
            settings,
            1,
            new int[ROWS],
            new ClassLabels(new int[] {0, 1, 2, 3, 0, 1, 2, 3}, settings.loss()));
    Trainer.Options options = new Trainer.Options(scales, Optional.empty(), Layouts.of(MODEL));
    return new Trainer(
            model, List.of(lane), RoundedCopiesTest::inputs, new Trainer.Listener() {}, options)
        .run(Device.cpu());
  }

  private static List<NDArray> inputs(NDManager manager, List<int[]> rowsByLane) {
    int[] rows = rowsByLane.get(0);
    long[] ids = new long[rows.length * LENGTH];
    long[] mask = new long[ids.length];
    Arrays.fill(mask, 1);
    for (int i = 0; i < ids.length; i++) {
      ids[i] = 1000L + new Random(rows[i / LENGTH] * 31L + i % LENGTH).nextInt(20000);
    }
    Shape shape = new Shape(rows.length, LENGTH);
    return List.of(
        manager.create(ids, shape),
        manager.create(new long[ids.length], shape),
        manager.create(mask, shape));
  }
}
