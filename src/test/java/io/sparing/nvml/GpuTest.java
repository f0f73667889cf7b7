package io.sparing.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GpuTest {

  private final FakeDriver driver = new FakeDriver();

  @Test
  void saysWhatTellsGpusApart() throws NvmlException {
    Gpu second = driver.open().gpus().get(1);
    assertThat(second.name()).isEqualTo("Fake 2");
    assertThat(second.uuid()).isEqualTo("GPU-2");
    assertThat(second.driver()).isEqualTo("580.1");
    assertThat(second.computeCapability()).isEqualTo("9.0");
    assertThat(second.memoryBytes()).isEqualTo(2_000_000_000);
    assertThat(second.usedBytes()).isEqualTo(5);
  }

  @Test
  void readsTheEnergyCounter() throws NvmlException {
    driver.millijoules = 12L << 32;
    assertThat(driver.open().gpus().get(0).energyMillijoules()).isEqualTo(12L << 32);
  }

  @Test
  void readsThePowerLimit() throws NvmlException {
    assertThat(driver.open().gpus().get(0).powerLimitMilliwatts()).isEqualTo(700_000);
  }

  @Test
  void readsMoreProcessesThanItHadRoomFor() throws NvmlException {
    driver.processes =
        LongStream.range(0, 100).mapToObj(i -> new long[] {i, i == 99 ? -1 : 10 * i}).toList();
    assertThat(driver.open().gpus().get(0).processes())
        .hasSize(100)
        .contains(new GpuProcess(98, OptionalLong.of(980)))
        .endsWith(new GpuProcess(99, OptionalLong.empty()));
  }

  @Test
  void namesTheFunctionThatIsRefused() {
    driver.refused.add("nvmlDeviceGetTotalEnergyConsumption");
    assertThatThrownBy(() -> driver.open().gpus().get(0).energyMillijoules())
        .isInstanceOf(NvmlException.class)
        .hasMessage("the NVIDIA driver refuses nvmlDeviceGetTotalEnergyConsumption: Not Supported");
  }

  @Test
  void namesTheFunctionThatAnOldDriverLacks() {
    driver.missing.add("nvmlDeviceGetComputeRunningProcesses_v3");
    assertThatThrownBy(() -> driver.open().gpus().get(0).processes())
        .isInstanceOf(NvmlException.class)
        .hasMessage("the NVIDIA driver has no nvmlDeviceGetComputeRunningProcesses_v3");
  }

  @Test
  void aDriverThatDoesNotStartIsNotOpened() {
    driver.refused.add("nvmlInit_v2");
    assertThatThrownBy(driver::open).isInstanceOf(NvmlException.class);
  }
}
