package io.sparing.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/** A linear classifier without bias of random rows, which remembers its last gradient. */
final class Probe {

  static final int WIDTH = 5;
  static final int CLASSES = 3;

  private static final String LOGITS =
      """
      def logits(self, inputs: List[Tensor]) -> Tensor:
        if torch.eq(torch.len(inputs), 2):
          y = self.seen
        else:
          y = torch.linear(inputs[0], torch.select(self.weight, 0, 0))
        return y
      """;
  private static final String ADJUST =
      """
      def adjust(self, gradients: List[Tensor], step: int, steps: int) -> None:
        torch.copy_(self.seen, gradients[0])
        return None
      """;

  /** What a run gave, with the gradient of its last step. */
  record Outcome(TrainingRun run, float[] gradient) {

    float[] weight() {
      return run.model().tensor("weight").toFloats();
    }

    double[] losses() {
      return run.losses().get(0);
    }
  }

  private Probe() {}

  static ScriptModule model() {
    Random random = new Random(7);
    float[] weight = new float[CLASSES * WIDTH];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) random.nextGaussian();
    }
    return ScriptModule.of("Probe", LOGITS, ADJUST)
        .withParameter("weight", TensorData.floats(weight, 1, CLASSES, WIDTH))
        .withBuffer("seen", TensorData.zeros(1, CLASSES, WIDTH));
  }

  /** Rows whose classes are uneven: 0 for half of them. */
  static TrainingLane lane(TrainingSettings settings, int rows) {
    int[] labels = IntStream.range(0, rows).map(row -> Math.max(0, row % 4 - 1)).toArray();
    return new TrainingLane(settings, 3, new int[rows], new ClassLabels(labels, settings.loss()));
  }

  static Outcome train(TrainingSettings settings, int rows, boolean scales) throws IOException {
    return train(model(), lane(settings, rows), scales, epoch -> OptionalDouble.empty());
  }

  static Outcome train(ScriptModule model, TrainingLane lane, boolean scales, Scores scores)
      throws IOException {
    float[][] gradient = new float[1][];
    Trainer.Listener listener =
        new Trainer.Listener() {
          @Override
          public OptionalDouble epoch(int epoch, LoadedScript script) {
            try (NDManager manager = script.newManager()) {
              List<NDArray> two = List.of(manager.create(0f), manager.create(0f));
              gradient[0] = script.call(manager, "logits", two).toFloatArray();
            }
            return scores.of(epoch);
          }
        };
    TrainingRun run =
        new Trainer(
                model,
                List.of(lane),
                Probe::inputs,
                listener,
                new Trainer.Options(scales, Optional.empty(), Layout.FLAT))
            .run(Device.cpu());
    return new Outcome(run, gradient[0]);
  }

  /** The validation score of an epoch. */
  interface Scores {
    OptionalDouble of(int epoch);
  }

  /** Each row is a random vector of its own. */
  static List<NDArray> inputs(NDManager manager, List<int[]> rowsByLane) {
    int[] rows = rowsByLane.get(0);
    float[] values = new float[rows.length * WIDTH];
    for (int i = 0; i < rows.length; i++) {
      Random random = new Random(rows[i]);
      for (int w = 0; w < WIDTH; w++) {
        values[i * WIDTH + w] = (float) random.nextGaussian();
      }
    }
    return List.of(manager.create(values, new Shape(rows.length, WIDTH)));
  }
}
