package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.StrategyParameters;
import io.sparing.adapt.Unprompted;
import io.sparing.model.Encoders;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How fast MiniLM trains at 32 × 64 tokens, strategies in turn; a ratio holds when the machine
 * drifts.
 */
@Tag("bench")
class TrainingBenchTest {

  private static final ModelManifest MODEL = Models.find("minilm-l6");
  private static final int BATCH = 32;
  private static final int LENGTH = 64;
  private static final int STEPS = 8;
  private static final int ROUNDS = 5;

  @Test
  void strategiesInTurn() throws IOException {
    List<String> strategies = List.of("full", "lora", "bitfit", "prompt");
    List<List<Double>> seconds = new ArrayList<>();
    strategies.forEach(strategy -> seconds.add(new ArrayList<>()));
    for (int round = 0; round <= ROUNDS; round++) {
      for (int i = 0; i < strategies.size(); i++) {
        double step = secondsPerStep(strategies.get(i));
        if (round > 0) {
          seconds.get(i).add(step);
        }
      }
    }
    for (int i = 0; i < strategies.size(); i++) {
      List<Double> all = seconds.get(i).stream().sorted().toList();
      System.out.printf(
          "train %-6s %d x %d tokens: %.0f ms a step (%.0f to %.0f), %.1f samples/s, %.2f of"
              + " full%n",
          strategies.get(i),
          BATCH,
          LENGTH,
          1e3 * median(all),
          1e3 * all.get(0),
          1e3 * all.get(all.size() - 1),
          BATCH / median(all),
          ratio(seconds.get(i), seconds.get(0)));
    }
    assertThat(ratio(seconds.get(1), seconds.get(0))).as("LoRA against full").isLessThan(0.8);
  }

  /** Of times that were taken in the same rounds. */
  private static double ratio(List<Double> some, List<Double> others) {
    return median(
        IntStream.range(0, some.size()).mapToObj(i -> some.get(i) / others.get(i)).toList());
  }

  private static double secondsPerStep(String strategy) throws IOException {
    SortedMap<String, Object> parameters = StrategyParameters.of(Strategies.find(strategy));
    ScriptModule model =
        Strategies.find(strategy)
            .adapt(
                Encoders.load(MODEL),
                new Adaptation(
                    MODEL, new Unprompted(8), List.of(new Adaptation.Lane(parameters, 1))));
    int rows = BATCH * STEPS;
    TrainingLane lane =
        new TrainingLane(
            new TrainingSettings(1, BATCH, 1e-4, 0.01, 0.1, 1),
            1,
            new int[rows],
            new ClassLabels(new Random(1).ints(rows, 0, 8).toArray(), LossSettings.PLAIN));
    List<Long> ends = new ArrayList<>();
    Trainer.Listener listener =
        new Trainer.Listener() {
          @Override
          public void progress(double share) {
            ends.add(System.nanoTime());
          }
        };
    new Trainer(
            model,
            List.of(lane),
            TrainingBenchTest::inputs,
            listener,
            Trainer.Options.plain(Layouts.of(MODEL)))
        .run(Device.cpu());
    return (ends.get(STEPS - 1) - ends.get(0)) / 1e9 / (STEPS - 1);
  }

  private static List<NDArray> inputs(NDManager manager, List<int[]> rowsByLane) {
    Shape shape = new Shape(rowsByLane.get(0).length, LENGTH);
    int tokens = rowsByLane.get(0).length * LENGTH;
    long[] mask = new long[tokens];
    Arrays.fill(mask, 1);
    return List.of(
        manager.create(new Random(1).longs(tokens, 1000, 30000).toArray(), shape),
        manager.create(new long[tokens], shape),
        manager.create(mask, shape));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
