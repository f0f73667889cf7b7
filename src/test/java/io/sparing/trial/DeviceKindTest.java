package io.sparing.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceKindTest {

  @ParameterizedTest
  @EnumSource
  void aWorkersEnvironmentReadsBack(DeviceKind kind) {
    assertThat(DeviceKind.of(kind.environment())).isEqualTo(kind);
    assertThat(Workplace.of(kind.environment()).device()).isEqualTo(kind.device());
  }

  @Test
  void withoutAWordItIsTheCpu() {
    assertThat(Workplace.of(Map.of()).device()).isEqualTo(Device.cpu());
  }

  @Test
  void anUnknownOneListsTheKnownOnes() {
    assertThatThrownBy(() -> DeviceKind.find("tpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown device: tpu; known: cpu, gpu");
  }

  @Test
  void aGpuThatIsNotThereEndsTheTrialAsUnsupported() throws IOException {
    assumeThat(Engine.getEngine("PyTorch").getGpuCount()).isZero();
    LocalTrialRunner runner =
        new LocalTrialRunner(
            Workplace.of(DeviceKind.GPU.environment()),
            name -> {
              throw new AssertionError("reached " + name);
            });
    TrialSpec spec =
        TrialSpecParser.fromSettings(
            Map.of("dataset", "wordnet-topic", "model", "minilm-l6", "strategy", "zero-shot"));
    for (TrialResult result :
        List.of(runner.prepare(spec, share -> {}), runner.run(spec, share -> {}))) {
      assertThat(result.category()).isEqualTo(FailureCategory.UNSUPPORTED);
      assertThat(result.message()).startsWith("Cannot run on gpu: libtorch sees no GPU here; ");
      assertThat(result.provenance().dataSha256()).isEmpty();
    }
  }

  @Test
  void aGpuThatIsNotHereIsToldWithoutLoadingAnything() {
    DeviceKind.CPU.checkHere();
    assumeFalse(Files.exists(Path.of("/dev/nvidiactl")) || Files.exists(Path.of("/dev/dxg")));
    assertThatThrownBy(DeviceKind.GPU::checkHere)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid device: gpu; this machine has no driver of an NVIDIA GPU");
  }
}
