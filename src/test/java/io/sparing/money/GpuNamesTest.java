package io.sparing.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuNamesTest {

  @TempDir private Path driver;

  private void card(String slot, String name, String uuid) throws IOException {
    Files.writeString(
        Files.createDirectories(driver.resolve(slot)).resolve("information"),
        "Model: \t\t %s\nIRQ:   \t\t 17\nGPU UUID: \t %s\n".formatted(name, uuid));
  }

  @Test
  void equalGpusHaveOneName() throws Exception {
    card("0000:01:00.0", "NVIDIA H200", "GPU-1");
    card("0000:02:00.0", "NVIDIA H200", "GPU-2");
    assertThat(GpuNames.find(driver, "")).isEqualTo("NVIDIA H200");
  }

  @Test
  void ofSeveralTheVisibleOneCounts() throws Exception {
    card("0000:01:00.0", "NVIDIA H200", "GPU-1");
    card("0000:02:00.0", "NVIDIA L4", "GPU-2");
    assertThat(GpuNames.find(driver, "")).isEmpty();
    assertThat(GpuNames.find(driver, "GPU-2")).isEqualTo("NVIDIA L4");
  }

  @Test
  void withoutADriverThereIsNone() {
    assertThat(GpuNames.find(driver.resolve("none"), "")).isEmpty();
  }
}
