package io.sparing.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of a classifier of 3 classes on 5 features: 15 parameters. */
class HeldBytesTest {

  private static final int ROWS = 8;
  private static final int CLASSES = 3;
  private static final int WIDTH = 5;

  private static HeldBytes held(String logits, int passes) throws IOException {
    ScriptModule model =
        ScriptModule.of("Linear", "def logits(self, inputs: List[Tensor]) -> Tensor:\n" + logits)
            .withParameter("weight", TensorData.zeros(1, CLASSES, WIDTH));
    TrainingSettings settings =
        new TrainingSettings(1, ROWS / passes, 0.1, 0, 0, 0)
            .with(new MemorySettings(passes, false));
    ClassLabels labels = new ClassLabels(new int[ROWS], settings.loss());
    TrainingLane lane = new TrainingLane(settings, 1, new int[ROWS], labels);
    Trainer.Inputs inputs =
        (manager, rows) -> List.of(manager.ones(new Shape(rows.get(0).length, WIDTH)));
    return new Trainer(model, List.of(lane), inputs, new Trainer.Listener() {})
        .run(Device.cpu())
        .held();
  }

  private static HeldBytes plain(int passes) throws IOException {
    return held("  return torch.linear(inputs[0], torch.select(self.weight, 0, 0))\n", passes);
  }

  private static HeldBytes rounded(int passes) throws IOException {
    return held(
        """
          half = torch.to(self.weight, 15)
          x = torch.to(inputs[0], 15)
          return torch.to(torch.linear(x, torch.select(half, 0, 0)), 6)
        """,
        passes);
  }

  @Test
  void aParameterHasAGradientAndTwoMoments() throws IOException {
    assertThat(plain(1)).isEqualTo(new HeldBytes(15 * 4, 15 * 8));
  }

  @Test
  void passesGatherTheirGradients() throws IOException {
    assertThat(plain(2)).isEqualTo(new HeldBytes(15 * 8, 15 * 8));
  }

  @Test
  void gradientsIn16BitsAreHeldIn32Too() throws IOException {
    assertThat(rounded(1)).isEqualTo(new HeldBytes(15 * (2 + 4), 15 * 8));
    assertThat(rounded(2)).isEqualTo(new HeldBytes(15 * (2 + 4 + 4), 15 * 8));
  }
}
