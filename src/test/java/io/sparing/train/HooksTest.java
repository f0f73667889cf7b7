package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a model may define beside its logits. */
class HooksTest {

  private static final String LOGITS =
      """
      def logits(self, inputs: List[Tensor]) -> Tensor:
        return torch.mul(inputs[0], torch.select(self.gain, 0, 0))
      """;
  private static final String LOSSES =
      """
      def losses(self, inputs: List[Tensor], labels: Tensor) -> Tensor:
        return torch.mul(torch.sum(torch.mul(self.logits(inputs), inputs[1]), [1]), labels)
      """;
  private static final String PENALTY =
      """
      def penalty(self) -> Tensor:
        return torch.mul(torch.sum(torch.mul(self.gain, self.gain), [1]), 0.5)
      """;
  private static final String ADJUST =
      """
      def adjust(self, gradients: List[Tensor], step: int, steps: int) -> None:
        torch.copy_(self.seen, gradients[0])
        torch.fill_(self.counted, torch.add(torch.mul(step, 10), steps))
        return None
      """;

  private static ScriptModule model(String... methods) {
    return ScriptModule.of("Gain", methods)
        .withParameter("gain", TensorData.floats(new float[] {1, 2}, 1, 2))
        .withBuffer("seen", TensorData.zeros(1, 2))
        .withBuffer("counted", TensorData.zeros(1));
  }

  private static TrainingRun train(ScriptModule model, Trainer.Listener listener)
      throws IOException {
    return train(model, listener, 1, Trainer.Options.PLAIN);
  }

  private static TrainingRun train(
      ScriptModule model, Trainer.Listener listener, int epochs, Trainer.Options options)
      throws IOException {
    TrainingSettings settings = new TrainingSettings(epochs, 2, 1e-3, 0, 0, 0);
    TrainingLane lane =
        new TrainingLane(
            settings, 0, new int[2], new ClassLabels(new int[] {1, 1}, settings.loss()));
    Trainer.Inputs inputs =
        (manager, rows) ->
            List.of(
                manager.create(new float[] {1, 2, 1, 2}, new Shape(2, 2)),
                manager.create(new float[] {3, 4, 3, 4}, new Shape(2, 2)));
    return new Trainer(model, List.of(lane), inputs, listener, options).run(Device.cpu());
  }

  private static final Trainer.Listener SILENT = new Trainer.Listener() {};

  @Test
  void lossesOfTheModelReplaceTheCrossEntropy() throws IOException {
    // gain · x · y = 1·1·3 + 2·2·4, where the cross entropy of (1, 4) for class 1 is 0.0486.
    assertThat(train(model(LOGITS), SILENT).losses().get(0)[0])
        .isCloseTo(Math.log1p(Math.exp(-3)), within(1e-6));
    assertThat(train(model(LOGITS, LOSSES), SILENT).losses().get(0)[0]).isCloseTo(19, within(1e-5));
  }

  @Test
  void aPenaltyIsAddedToTheLossAndItsGradients() throws IOException {
    TrainingRun run = train(model(LOGITS, LOSSES, PENALTY, ADJUST), SILENT);
    assertThat(run.losses().get(0)[0]).isCloseTo(19 + 2.5, within(1e-5));
  }

  @Test
  void modulesSeeTheirGradientsAndTheStepAfterIt() throws IOException {
    // d/dgain of gain·x·y plus gain itself; one step of one.
    assertThat(notes(LOSSES, 1, Trainer.Options.PLAIN))
        .containsExactly(new float[] {3 + 1, 8 + 2, 11}, within(1e-5f));
  }

  /** The loss's scale falls in six steps from 65536 to 1024, where its gradient fits into fp16. */
  @Test
  void stepsThatWereSkippedAreNotCounted() throws IOException {
    String half =
        LOSSES
            .replace("return ", "return torch.div(torch.to(torch.to(torch.mul(")
            .replace(", labels)\n", ", labels), 0.01), 5), 6), 0.01)\n");
    float[] notes = notes(half, 10, new Trainer.Options(true, Optional.empty(), Layout.FLAT));
    assertThat(notes[2]).isEqualTo(10 * 4 + 4);
  }

  /** What the last step's {@code adjust} saw: both gradients, then the step's number and count. */
  private static float[] notes(String losses, int epochs, Trainer.Options options)
      throws IOException {
    ScriptModule model =
        model(
            LOGITS,
            losses,
            PENALTY,
            ADJUST,
            """
            def notes(self) -> Tensor:
              return torch.cat([torch.flatten(self.seen), self.counted])
            """);
    float[][] notes = new float[1][];
    Trainer.Listener listener =
        new Trainer.Listener() {
          @Override
          public OptionalDouble epoch(int epoch, LoadedScript script) {
            try (var manager = script.newManager()) {
              notes[0] = script.call(manager, "logits", List.of(manager.create(0f))).toFloatArray();
            }
            return OptionalDouble.empty();
          }
        };
    ScriptModule root =
        ScriptModule.of(
                "Root",
                """
                def logits(self, inputs: List[Tensor]) -> Tensor:
                  return (self.inner).notes()
                """,
                """
                def losses(self, inputs: List[Tensor], labels: Tensor) -> Tensor:
                  return (self.inner).losses(inputs, labels)
                """,
                """
                def penalty(self) -> Tensor:
                  return (self.inner).penalty()
                """)
            .withChild("inner", model);
    train(root, listener, epochs, options);
    return notes[0];
  }

  @Test
  void halfLogitsAreTakenToFp32() throws IOException {
    ScriptModule half =
        model(LOGITS.replace("return ", "return torch.to(").replace("0, 0))", "0, 0)), 5)"));
    assertThat(train(half, SILENT).losses().get(0)[0])
        .isCloseTo(Math.log1p(Math.exp(-3)), within(1e-6));
  }
}
