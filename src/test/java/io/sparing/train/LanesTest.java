package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.adapt.Adaptation;
import io.sparing.adapt.Freezing;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.adapt.StrategyParameters;
import io.sparing.adapt.Unprompted;
import io.sparing.model.Encoders;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.quant.Nf4;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trials that share a step against the same trials alone. */
class LanesTest {

  private static final ModelManifest MODEL = Models.find("minilm-l6");
  private static final int ROWS = 20;
  private static final int LENGTH = 9;
  private static final int CLASSES = 4;
  private static final long[] SEEDS = {11, 12, 13};
  private static final double[] RATES = {1e-3, 5e-3, 2e-4};
  private static final long[] RANKS = {2, 8, 5};

  static Stream<String> sharing() {
    Stream<String> single =
        Strategies.known().values().stream()
            .filter(strategy -> strategy.sharing().objection().isEmpty())
            .map(Strategy::name);
    return Stream.concat(single, Stream.of("lora+prompt", "lora with use_dora"));
  }

  @ParameterizedTest
  @MethodSource("sharing")
  void threeLanesHaveTheLossesOfThreeSoloRuns(String strategy) throws IOException {
    List<double[]> packed = train(strategy, List.of(0, 1, 2), 3).losses();
    for (int lane = 0; lane < 3; lane++) {
      double[] solo = train(strategy, List.of(lane), 3).losses().get(0);
      assertThat(packed.get(lane)).containsExactly(solo, within(1e-4));
    }
  }

  static Stream<String> trained() {
    return Strategies.known().values().stream().filter(Strategy::trains).map(Strategy::name);
  }

  @ParameterizedTest
  @MethodSource("trained")
  void everyStrategyLearnsItsTrainingRows(String strategy) throws IOException {
    double[] losses = train(strategy, List.of(1), 12).losses().get(0);
    assertThat(mean(losses, 33, 36)).isLessThan(mean(losses, 0, 3) * 0.8);
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElseThrow();
  }

  private static TrainingRun train(String name, List<Integer> trials, int epochs)
      throws IOException {
    String[] given = name.split(" with ", -1);
    Strategy strategy = Strategies.find(given[0]);
    List<Adaptation.Lane> lanes = new ArrayList<>();
    List<TrainingLane> training = new ArrayList<>();
    for (int trial : trials) {
      SortedMap<String, Object> parameters = StrategyParameters.of(strategy);
      for (int i = 1; i < given.length; i++) {
        parameters.put(given[i], true);
      }
      parameters.computeIfPresent("lora_rank", (key, value) -> RANKS[trial]);
      lanes.add(new Adaptation.Lane(parameters, SEEDS[trial]));
      boolean whole = strategy.defaultLearningRate().orElseThrow() < 1e-4;
      double rate = whole ? 1e-4 : RATES[trial];
      TrainingSettings settings = new TrainingSettings(epochs, 8, rate, 0.01 * trial, 0.1, 1.0);
      training.add(
          new TrainingLane(
              settings,
              SEEDS[trial],
              new int[ROWS],
              new ClassLabels(labels(trial), settings.loss())));
    }
    ScriptModule adapted =
        strategy.adapt(Encoders.load(MODEL), new Adaptation(MODEL, new Unprompted(CLASSES), lanes));
    ScriptModule model = strategy.trainsQuantized() ? new Nf4().apply(adapted) : adapted;
    Trainer.Inputs inputs =
        (manager, rows) ->
            strategy.ownLoss() ? taught(manager, trials, rows) : inputs(manager, trials, rows);
    Trainer.Options options =
        new Trainer.Options(
            false, strategy.freezing(lanes.get(0)).map(LanesTest::policy), Layouts.of(MODEL));
    return new Trainer(model, training, inputs, new Trainer.Listener() {}, options)
        .run(Device.cpu());
  }

  private static int[] labels(int trial) {
    return new Random(trial).ints(ROWS, 0, CLASSES).toArray();
  }

  private static LayerFreezing policy(Freezing freezing) {
    return LayerFreezing.of(Layouts.of(MODEL), freezing.interval(), freezing.percentile());
  }

  /** With the answers of a teacher that is sure of the labels, and states that say nothing. */
  private static List<NDArray> taught(
      NDManager manager, List<Integer> trials, List<int[]> rowsByLane) {
    int[] rows = rowsByLane.get(0);
    float[][] logits = new float[rows.length][CLASSES];
    for (int i = 0; i < rows.length; i++) {
      logits[i][labels(trials.get(0))[rows[i]]] = 5;
    }
    List<NDArray> arrays = new ArrayList<>(inputs(manager, trials, rowsByLane));
    arrays.add(manager.create(logits));
    arrays.add(manager.zeros(new Shape(rows.length, MODEL.layers(), MODEL.hidden())));
    return arrays;
  }

  /** Row r of a trial is a text of its own that depends on the trial and r alone. */
  private static List<NDArray> inputs(
      NDManager manager, List<Integer> trials, List<int[]> rowsByLane) {
    int rows = rowsByLane.stream().mapToInt(lane -> lane.length).sum();
    long[] ids = new long[rows * LENGTH];
    long[] mask = new long[rows * LENGTH];
    int next = 0;
    for (int lane = 0; lane < rowsByLane.size(); lane++) {
      for (int row : rowsByLane.get(lane)) {
        Random random = new Random(trials.get(lane) * 1000L + row);
        int length = 4 + row % 6;
        for (int i = 0; i < LENGTH; i++) {
          ids[next] = i < length ? 1000 + random.nextInt(20000) : 0;
          mask[next++] = i < length ? 1 : 0;
        }
      }
    }
    Shape shape = new Shape(rows, LENGTH);
    return List.of(
        manager.create(ids, shape),
        manager.create(new long[ids.length], shape),
        manager.create(mask, shape));
  }
}
