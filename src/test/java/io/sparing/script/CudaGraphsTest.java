package io.sparing.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import org.junit.jupiter.api.Test;

/** Without a GPU; recordings themselves were compared on one, see docs/gpu.md. */
class CudaGraphsTest {

  @Test
  void aProcessorHasNoRecorder() {
    assertThat(CudaGraphs.open(Device.cpu())).isEmpty();
  }

  @Test
  void aLibtorchWithoutCudaHasNoRecorder() {
    assumeThat(Engine.getEngine("PyTorch").getGpuCount())
        .as("GPUs; with one there is a recorder")
        .isZero();
    assertThat(CudaGraphs.open(Device.gpu())).isEmpty();
  }
}
