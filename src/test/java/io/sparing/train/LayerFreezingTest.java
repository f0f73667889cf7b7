package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.FullFineTuning;
import io.sparing.adapt.Unprompted;
import io.sparing.model.Encoders;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerFreezingTest {

  private static final ModelManifest MODEL = Models.find("minilm-l6");
  private static final int BATCH = 8;
  private static final int LENGTH = 64;

  private static LayerFreezing policy(int layers, double percentile) {
    List<List<String>> paths =
        IntStream.range(0, layers)
            .mapToObj(
                layer ->
                    layer == 0
                        ? List.of("bert.embeddings.", "bert.encoder.layer.0.")
                        : List.of("bert.encoder.layer." + layer + "."))
            .toList();
    return new LayerFreezing(paths, 0.25, percentile);
  }

  @Test
  void frontLayersBelowThePercentileFreezeUpToTheFirstThatIsNot() {
    LayerFreezing half = policy(4, 50);
    double[] before = {10, 10, 10, 10};
    assertThat(half.frozen(0, before, new double[] {9.9, 9.8, 5, 4})).isEqualTo(2);
    assertThat(half.frozen(0, before, new double[] {5, 9.9, 9.8, 4})).isZero();
    assertThat(half.frozen(0, before, new double[] {9.9, 5, 9.8, 4})).isEqualTo(1);
    assertThat(half.frozen(2, before, new double[] {0, 0, 9.9, 4})).isEqualTo(3);
    assertThat(half.frozen(3, before, new double[] {0, 0, 0, 10})).isEqualTo(3);
    assertThat(policy(4, 0).frozen(0, before, new double[] {9.9, 9.8, 5, 4})).isZero();
    assertThat(policy(4, 100).frozen(0, before, new double[] {9.9, 9.8, 5, 4})).isEqualTo(3);
  }

  @Test
  void growthCountsAsMuchAsDecline() {
    assertThat(policy(2, 100).frozen(0, new double[] {10, 10}, new double[] {20, 9.9})).isZero();
    assertThat(policy(2, 100).frozen(0, new double[] {10, 10}, new double[] {10.1, 20}))
        .isEqualTo(1);
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new LayerFreezing(List.of(), 0, 50))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid freeze_interval: 0.0; expected above 0, up to 1");
    assertThatThrownBy(() -> policy(1, 101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid freeze_percentile: 101.0; expected from 0 to 100");
  }

  private static ScriptModule full() throws IOException {
    Adaptation adaptation =
        new Adaptation(MODEL, new Unprompted(4), List.of(new Adaptation.Lane(new TreeMap<>(), 1)));
    return new FullFineTuning().adapt(Encoders.load(MODEL), adaptation);
  }

  private static List<NDArray> inputs(NDManager manager, List<int[]> rowsByLane) {
    int tokens = rowsByLane.get(0).length * LENGTH;
    Shape shape = new Shape(rowsByLane.get(0).length, LENGTH);
    long[] mask = new long[tokens];
    Arrays.fill(mask, 1);
    return List.of(
        manager.create(new Random(1).longs(tokens, 1000, 30000).toArray(), shape),
        manager.create(new long[tokens], shape),
        manager.create(mask, shape));
  }

  @Test
  void frozenLayersStandStillAndStepsGetCheaper() throws IOException {
    int steps = 12;
    ScriptModule model = full();
    TrainingSettings settings = new TrainingSettings(1, BATCH, 1e-4, 0.01, 0, 1);
    int[] labels = new Random(1).ints((long) steps * BATCH, 0, 4).toArray();
    TrainingLane lane =
        new TrainingLane(
            settings, 1, new int[labels.length], new ClassLabels(labels, settings.loss()));
    ScriptModule wrapped =
        TrainingScript.wrap(
            model,
            List.of(lane),
            steps,
            new Trainer.Options(false, Optional.of(policy(6, 50)), Layouts.of(MODEL)));
    List<Double> before = new ArrayList<>();
    List<Double> after = new ArrayList<>();
    try (LoadedScript script = LoadedScript.load(wrapped, Device.cpu())) {
      TrainingStep step =
          new TrainingStep(
              script,
              StepCalls.plain(script),
              List.of(lane),
              List.of(Schedule.of(settings.optimizer(), steps)),
              LayerFreezingTest::inputs,
              new PassSize(BATCH, Optional.empty()));
      int[] rows = IntStream.range(0, BATCH).toArray();
      for (int i = 0; i < steps / 2; i++) {
        before.add(seconds(step, i, rows));
      }
      Map<String, TensorData> frozenValues = script.parameters();
      List<String> paths = TrainingScript.paths(model, Layouts.of(MODEL));
      long[] positions =
          IntStream.range(0, paths.size())
              .filter(i -> !paths.get(i).contains("layer.5.") && !paths.get(i).contains("classif"))
              .asLongStream()
              .toArray();
      try (NDManager manager = script.newManager()) {
        script.call(manager, "freeze", manager.create(positions));
      }
      for (int i = steps / 2; i < steps; i++) {
        after.add(seconds(step, i, rows));
      }
      Map<String, TensorData> values = script.parameters();
      for (String path : paths) {
        boolean frozen = !path.contains("layer.5.") && !path.contains("classif");
        assertThat(Arrays.equals(floats(values.get(path)), floats(frozenValues.get(path))))
            .as(path)
            .isEqualTo(frozen);
      }
    }
    double ratio = median(after) / median(before);
    System.out.printf("a step with 5 of 6 layers frozen takes %.2f of one before%n", ratio);
    assertThat(ratio).isLessThan(0.75);
  }

  private static float[] floats(TensorData value) {
    return value.toFloats();
  }

  private static double seconds(TrainingStep step, int number, int[] rows) {
    long start = System.nanoTime();
    step.take(number, List.of(rows));
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  @Test
  void aRunFreezesAsItsPolicyDecides() throws IOException {
    int steps = 8;
    TrainingSettings settings = new TrainingSettings(1, BATCH, 1e-4, 0.01, 0, 1);
    int[] labels = new Random(1).ints((long) steps * BATCH, 0, 4).toArray();
    TrainingLane lane =
        new TrainingLane(
            settings, 1, new int[labels.length], new ClassLabels(labels, settings.loss()));
    TrainingRun run =
        new Trainer(
                full(),
                List.of(lane),
                LayerFreezingTest::inputs,
                new Trainer.Listener() {},
                new Trainer.Options(false, Optional.of(policy(6, 100)), Layouts.of(MODEL)))
            .run(Device.cpu());
    assertThat(run.frozenLayers()).isBetween(1, 5);
    assertThat(run.losses().get(0)).hasSize(steps);
  }
}
