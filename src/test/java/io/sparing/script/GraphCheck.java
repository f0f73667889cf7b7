package io.sparing.script;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Records calls as CUDA graphs on the first GPU, one that can be recorded and one that cannot, and
 * ends with an exception where anything is not as it must be: for hosts that have no Maven.
 */
public final class GraphCheck {

  private static final ScriptModule MODEL =
      ScriptModule.of(
          "Model",
          """
          def add(self, inputs: List[Tensor]) -> Tensor:
            return torch.add(inputs[0], 1)
          """,
          """
          def wait(self, inputs: List[Tensor]) -> Tensor:
            y = inputs[0]
            if bool(torch.all(y)):
              y = torch.add(y, 1)
            return y
          """);

  private GraphCheck() {}

  /** Runs the check. */
  public static void main(String[] arguments) throws IOException {
    CallRecorder recorder = CudaGraphs.open(Device.gpu()).orElseThrow();
    try (LoadedScript script = LoadedScript.load(MODEL, Device.gpu());
        NDManager manager = script.newManager()) {
      NDArray x = manager.ones(new Shape(3));
      Supplier<NDArray> add = script.preparedWithGradients(manager, "add", List.of(x));
      Supplier<NDArray> wait = script.preparedWithGradients(manager, "wait", List.of(x));
      check("called", add.get(), 2);
      check("called", wait.get(), 2);
      CallRecorder.Recording recording = recorder.record(add);
      check("repeated", recording.repeat(), 2);
      x.addi(4);
      check("repeated on other values", recording.repeat(), 6);
      try {
        recorder.record(wait);
        throw new AssertionError("A call that waits was recorded");
      } catch (IllegalStateException e) {
        System.out.println("refused: " + e.getMessage().lines().findFirst().orElseThrow());
      }
      check("called after that", wait.get(), 6);
      check("repeated after that", recording.repeat(), 6);
      recording.close();
    } finally {
      recorder.close();
    }
    if (CudaGraphs.open(Device.gpu()).isPresent()) {
      throw new AssertionError("Records again though a recording broke off");
    }
  }

  private static void check(String what, NDArray found, float expected) {
    float value = found.getFloat(0);
    System.out.printf("%s: %s%n", what, value);
    if (value != expected) {
      throw new AssertionError("%s: %s, not %s".formatted(what, value, expected));
    }
  }
}
