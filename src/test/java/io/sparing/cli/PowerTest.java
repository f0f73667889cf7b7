package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power limits in a tree made up after the kernel's documentation of powercap. */
class PowerTest {

  @TempDir private Path rapl;

  private void zone(String name, String file, String value) throws IOException {
    Files.writeString(Files.createDirectories(rapl.resolve(name)).resolve(file), value + "\n");
  }

  @Test
  void packagesAddUpAndTheirPartsDoNot() throws Exception {
    for (String name : new String[] {"intel-rapl:0", "intel-rapl:1", "intel-rapl:0:0"}) {
      zone(name, "energy_uj", "123456");
      zone(name, "constraint_0_max_power_uw", "95000000");
    }
    assertThat(Power.processor(rapl)).hasValue(190);
  }

  @Test
  void withoutACounterThereIsNoMeter() throws Exception {
    zone("intel-rapl:0", "constraint_0_max_power_uw", "95000000");
    assertThat(Power.processor(rapl)).isEmpty();
    assertThat(Power.processor(rapl.resolve("none"))).isEmpty();
  }
}
