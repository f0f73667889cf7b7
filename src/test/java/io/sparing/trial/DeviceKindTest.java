package io.sparing.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceKindTest {

  @ParameterizedTest
  @EnumSource
  void aWorkersEnvironmentReadsBack(DeviceKind kind) {
    assertThat(DeviceKind.of(kind.environment())).isEqualTo(kind);
  }

  @Test
  void withoutAWordItIsTheCpu() {
    assertThat(DeviceKind.of(Map.of())).isEqualTo(DeviceKind.CPU);
  }

  @Test
  void anUnknownOneListsTheKnownOnes() {
    assertThatThrownBy(() -> DeviceKind.find("tpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown device: tpu; known: cpu, gpu");
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
