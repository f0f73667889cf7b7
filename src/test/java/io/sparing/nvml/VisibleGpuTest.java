package io.sparing.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleGpuTest {

  private static Gpu visible(Map<String, String> environment) throws NvmlException {
    return VisibleGpu.of(new FakeDriver().open(), environment);
  }

  @Test
  void isTheFirstWhereNothingIsSaid() throws NvmlException {
    assertThat(visible(Map.of()).uuid()).isEqualTo("GPU-1");
  }

  @ParameterizedTest
  @CsvSource({"0,GPU-1", "1,GPU-2", "'1,0',GPU-2", "GPU-2,GPU-2", "' GPU-1 ',GPU-1"})
  void isTheFirstThatCudaShows(String value, String uuid) throws NvmlException {
    assertThat(visible(Map.of("CUDA_VISIBLE_DEVICES", value)).uuid()).isEqualTo(uuid);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "", "-1", "MIG-1", "GPU-3"})
  void isNoneWhereCudaShowsNoWholeGpu(String value) {
    assertThatThrownBy(() -> visible(Map.of("CUDA_VISIBLE_DEVICES", value)))
        .isInstanceOf(NvmlException.class)
        .hasMessage("CUDA_VISIBLE_DEVICES=%s names none of 2 GPUs", value);
  }
}
