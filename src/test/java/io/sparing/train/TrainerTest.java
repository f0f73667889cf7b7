package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.data.BatchPlan;
import io.sparing.model.Classifier;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The training loop on a linear head over fixed vectors, small enough to do again by hand. */
class TrainerTest {

  private static final int ROWS = 10;
  private static final int WIDTH = 3;
  private static final int CLASSES = 2;
  private static final long SEED = 4;
  private static final float[][] VECTORS = vectors();
  private static final int[] LABELS = {0, 1, 0, 1, 1, 0, 1, 0, 0, 1};

  private static float[][] vectors() {
    Random random = new Random(1);
    float[][] vectors = new float[ROWS][WIDTH];
    for (float[] vector : vectors) {
      for (int i = 0; i < WIDTH; i++) {
        vector[i] = (float) random.nextGaussian();
      }
    }
    return vectors;
  }

  private static ScriptModule head(long... seeds) {
    return Classifier.onFeatures(Classifier.linearHead(CLASSES, WIDTH, seeds));
  }

  private static TrainingLane lane(TrainingSettings settings) {
    return new TrainingLane(
        settings, SEED, new int[ROWS], new ClassLabels(LABELS, settings.loss()));
  }

  private static Trainer.Inputs inputs(float scale) {
    return (manager, rowsByLane) -> List.of(batch(manager, rowsByLane, scale));
  }

  private static NDArray batch(NDManager manager, List<int[]> rowsByLane, float scale) {
    List<Float> values = new ArrayList<>();
    for (int[] rows : rowsByLane) {
      for (int row : rows) {
        for (float value : VECTORS[row]) {
          values.add(value * scale);
        }
      }
    }
    float[] flat = new float[values.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = values.get(i);
    }
    return manager.create(flat, new Shape(flat.length / WIDTH, WIDTH));
  }

  private static TrainingRun train(TrainingSettings settings, float scale) throws IOException {
    return new Trainer(
            head(SEED), List.of(lane(settings)), inputs(scale), new Trainer.Listener() {})
        .run(Device.cpu());
  }

  /**
   * AdamW with decay, warm-up and clipping against the same in doubles; scales make gradients
   * larger than the limit, or not. Two lanes take the other code path.
   */
  @ParameterizedTest
  @CsvSource({"1, 1, 0", "1, 1, 0.05", "30, 1, 1", "1, 2, 0.05"})
  void stepsAreThoseOfAdamW(float scale, int lanes, double maxGradNorm) throws IOException {
    TrainingSettings settings = new TrainingSettings(2, 4, 0.1, 0.5, 0.5, maxGradNorm);
    long[] seeds = new long[lanes];
    List<TrainingLane> all = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      seeds[i] = SEED;
      all.add(lane(settings));
    }
    TrainingRun run =
        new Trainer(head(seeds), all, inputs(scale), new Trainer.Listener() {}).run(Device.cpu());
    ByHand expected = new ByHand(settings, scale);
    assertThat(run.steps()).isEqualTo(6);
    float[] weight = run.model().at("classifier").tensor("weight").toFloats();
    float[] bias = run.model().at("classifier").tensor("bias").toFloats();
    for (int i = 0; i < CLASSES * WIDTH; i++) {
      assertThat((double) weight[i]).as("weight %d", i).isCloseTo(expected.p[i], within(1e-5));
    }
    for (int c = 0; c < CLASSES; c++) {
      assertThat((double) bias[c])
          .as("bias %d", c)
          .isCloseTo(expected.p[CLASSES * WIDTH + c], within(1e-5));
    }
    assertThat(run.losses().get(0)).containsExactly(expected.losses, within(1e-5));
  }

  /** AdamW (Loshchilov and Hutter, algorithm 2) of softmax regression, weights then biases. */
  private static final class ByHand {
    final double[] p = new double[CLASSES * WIDTH + CLASSES];
    final double[] losses = new double[6];

    ByHand(TrainingSettings settings, float scale) {
      float[] start =
          Classifier.linearHead(CLASSES, WIDTH, new long[] {SEED}).tensor("weight").toFloats();
      for (int i = 0; i < start.length; i++) {
        p[i] = start[i];
      }
      double[] rates = {0.1 / 3, 0.2 / 3, 0.1, 0.1, 0.2 / 3, 0.1 / 3};
      double[] m = new double[p.length];
      double[] v = new double[p.length];
      int step = 0;
      for (int epoch = 0; epoch < 2; epoch++) {
        for (int[] rows : BatchPlan.training(new int[ROWS], 4, SEED, epoch)) {
          double[] gradient = gradient(rows, scale, step);
          clip(gradient, settings.optimizer().maxGradNorm());
          for (int i = 0; i < p.length; i++) {
            m[i] = 0.9 * m[i] + 0.1 * gradient[i];
            v[i] = 0.999 * v[i] + 0.001 * gradient[i] * gradient[i];
            double decay = i < CLASSES * WIDTH ? settings.optimizer().weightDecay() : 0;
            p[i] -= rates[step] * decay * p[i];
            double mean = m[i] / (1 - Math.pow(0.9, step + 1));
            double square = v[i] / (1 - Math.pow(0.999, step + 1));
            p[i] -= rates[step] * mean / (Math.sqrt(square) + 1e-8);
          }
          step++;
        }
      }
    }

    private double[] gradient(int[] rows, float scale, int step) {
      double[] gradient = new double[p.length];
      for (int row : rows) {
        double[] probability = new double[CLASSES];
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
          double logit = p[CLASSES * WIDTH + c];
          for (int i = 0; i < WIDTH; i++) {
            logit += p[c * WIDTH + i] * VECTORS[row][i] * scale;
          }
          probability[c] = Math.exp(logit);
          sum += probability[c];
        }
        for (int c = 0; c < CLASSES; c++) {
          double error = (probability[c] / sum - (c == LABELS[row] ? 1 : 0)) / rows.length;
          gradient[CLASSES * WIDTH + c] += error;
          for (int i = 0; i < WIDTH; i++) {
            gradient[c * WIDTH + i] += error * VECTORS[row][i] * scale;
          }
        }
        losses[step] -= Math.log(probability[LABELS[row]] / sum) / rows.length;
      }
      return gradient;
    }

    private static void clip(double[] gradient, double limit) {
      double squares = 0;
      for (double g : gradient) {
        squares += g * g;
      }
      double scale = limit == 0 ? 1 : Math.min(1, limit / (Math.sqrt(squares) + 1e-6));
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= scale;
      }
    }
  }

  @Test
  void theSameSeedRepeatsBitForBit() throws IOException {
    TrainingSettings settings = new TrainingSettings(3, 4, 0.1, 0.01, 0.1, 1);
    TrainingRun one = train(settings, 1);
    TrainingRun two = train(settings, 1);
    assertThat(one.losses().get(0)).isEqualTo(two.losses().get(0));
    assertThat(one.model().at("classifier").tensor("weight").toFloats())
        .isEqualTo(two.model().at("classifier").tensor("weight").toFloats());
  }

  @Test
  void whatIsReturnedIsWhatWasTrained() throws IOException {
    TrainingSettings settings = new TrainingSettings(1, 4, 0.1, 0, 0, 1);
    assertThat(train(settings, 1).model().at("classifier").tensor("weight").toFloats())
        .isNotEqualTo(head(SEED).at("classifier").tensor("weight").toFloats());
  }

  @Test
  void aLossThatIsNotFiniteEndsTheRun() {
    TrainingSettings settings = new TrainingSettings(4, 4, 10, 0, 0, 0);
    assertThatThrownBy(() -> train(settings, 3e38f))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching(
            "Training diverged: the loss is (NaN|Infinity) at step \\d+; lower the learning rate");
  }

  @Test
  void noStepIsTakenAfterALossThatIsNotFinite() {
    TrainingSettings settings = new TrainingSettings(400, 4, 10, 0, 0, 0);
    List<Double> shares = new ArrayList<>();
    Trainer.Listener listener =
        new Trainer.Listener() {
          @Override
          public void progress(double share) {
            shares.add(share);
          }
        };
    Trainer trainer = new Trainer(head(SEED), List.of(lane(settings)), inputs(3e38f), listener);
    DivergedException diverged =
        catchThrowableOfType(DivergedException.class, () -> trainer.run(Device.cpu()));
    assertThat(diverged).hasMessageContaining(" at step " + shares.size() + ";");
  }

  @Test
  void curvesHaveAPointAtTheEndOfEveryEpoch() throws IOException {
    TrainingSettings settings = new TrainingSettings(30, 4, 0.1, 0, 0.1, 1);
    TrainingRun run = train(settings, 1);
    List<LossPoint> curve = run.curves().get(0);
    // 90 steps in points of four, and the ends of epochs of three.
    for (int epoch = 1; epoch <= 30; epoch++) {
      double end = epoch;
      assertThat(curve).anyMatch(point -> point.epoch() == end && point.step() == 3 * (long) end);
    }
    assertThat(curve).extracting(LossPoint::step).isSorted().doesNotHaveDuplicates();
    assertThat(curve).extracting(LossPoint::seconds).isSorted();
    double[] losses = run.losses().get(0);
    assertThat(curve.get(0).trainLoss())
        .isCloseTo((losses[0] + losses[1] + losses[2]) / 3, within(1e-12));
    assertThat(curve.get(1).step()).isEqualTo(4);
    assertThat(curve.get(1).trainLoss()).isEqualTo(losses[3]);
  }

  @Test
  void listenersHearOfEveryStepAndEpochAndCanAskTheModel() throws IOException {
    List<Double> shares = new ArrayList<>();
    List<Integer> epochs = new ArrayList<>();
    Trainer.Listener listener =
        new Trainer.Listener() {
          @Override
          public void progress(double share) {
            shares.add(share);
          }

          @Override
          public OptionalDouble epoch(int epoch, LoadedScript script) {
            try (NDManager manager = script.newManager()) {
              NDArray rows = batch(manager, List.of(new int[] {0, 1}), 1);
              assertThat(script.call(manager, "logits", List.of(rows)).toFloatArray()).hasSize(4);
            }
            epochs.add(epoch);
            return OptionalDouble.empty();
          }
        };
    TrainingSettings settings = new TrainingSettings(2, 5, 0.1, 0, 0.1, 1);
    new Trainer(head(SEED), List.of(lane(settings)), inputs(1), listener).run(Device.cpu());
    assertThat(shares).containsExactly(0.25, 0.5, 0.75, 1.0);
    assertThat(epochs).containsExactly(1, 2);
  }

  @Test
  void lanesMustTakeTheSameSteps() {
    List<TrainingLane> lanes =
        List.of(
            lane(new TrainingSettings(1, 4, 0.1, 0, 0, 1)),
            lane(new TrainingSettings(1, 5, 0.1, 0, 0, 1)));
    assertThatThrownBy(() -> new Trainer(head(1, 2), lanes, inputs(1), new Trainer.Listener() {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot train lanes of different epochs, batch_size, gradient_accumulation_steps,"
                + " gradient_checkpointing or train_examples in one step");
    assertThatThrownBy(
            () ->
                new TrainingLane(
                    new TrainingSettings(1, 4, 0.1, 0, 0, 1),
                    0,
                    new int[2],
                    new ClassLabels(new int[3], LossSettings.PLAIN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot train on 2 texts with 3 targets");
  }
}
