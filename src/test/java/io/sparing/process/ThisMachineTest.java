package io.sparing.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.nvml.FakeDriver;
import io.sparing.nvml.NvmlException;
import io.sparing.trial.Build;
import io.sparing.trial.GpuModel;
import io.sparing.trial.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThisMachineTest {

  @TempDir Path folder;

  private Processor processor(String cpuInfo) throws IOException {
    return ThisProcessor.find(Files.writeString(folder.resolve("cpuinfo"), cpuInfo), 4);
  }

  @Test
  void aProcessorHasAModelAndVectorInstructions() throws IOException {
    String one =
        """
        processor\t: 0
        model name\t: Some EPYC
        flags\t\t: fpu sse2 avx2 avx512f avx512_vnni fma amx_tile avx
        """;
    assertThat(processor(one + one))
        .isEqualTo(new Processor("Some EPYC", "amx_tile avx avx2 avx512_vnni avx512f fma", 4));
  }

  @Test
  void aProcessorOfArmHasFeatures() throws IOException {
    assertThat(processor("processor : 0\nFeatures : fp asimd asimddp crc32 sve2\n"))
        .isEqualTo(new Processor("", "asimd asimddp sve2", 4));
  }

  @Test
  void withoutTheKernelsFileOnlyTheCoresAreKnown() {
    assertThat(ThisProcessor.find(folder.resolve("none"), 2)).isEqualTo(new Processor("", "", 2));
  }

  @Test
  void aGpuSaysWhatItCan() throws NvmlException {
    FakeDriver driver = new FakeDriver();
    assertThat(ThisGpu.of(driver.open().gpus().get(0)))
        .isEqualTo(new GpuModel("Fake 1", 1_000_000_000, "9.0", "580.1", "GPU-1"));
    driver.refused.add("nvmlDeviceGetMemoryInfo");
    driver.missing.add("nvmlDeviceGetCudaComputeCapability");
    assertThat(ThisGpu.of(driver.open().gpus().get(0)))
        .isEqualTo(new GpuModel("Fake 1", 0, "", "580.1", "GPU-1"));
  }

  @Test
  void aBuildHasItsCommit() {
    Properties noted = new Properties();
    noted.setProperty("commit", "0123456789".repeat(4));
    noted.setProperty("dirty", "true");
    assertThat(ThisBuild.of(noted)).isEqualTo(new Build("0123456789".repeat(4), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HEAD", "${commit}"})
  void aBuildOfNoCheckoutIsUnknown(String commit) {
    Properties noted = new Properties();
    noted.setProperty("commit", commit);
    noted.setProperty("dirty", "true");
    assertThat(ThisBuild.of(noted)).isEqualTo(Build.UNKNOWN);
    assertThat(ThisBuild.properties("/no-such.properties")).isEmpty();
  }
}
