package io.sparing.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a tree as Linux has it; no counter of a real machine was seen. */
class RaplTest {

  @TempDir Path root;

  private Path domain(String folder, String name, long microjoules) throws IOException {
    Path path = Files.createDirectories(root.resolve(folder));
    Files.writeString(path.resolve("name"), name + "\n");
    Files.writeString(path.resolve("max_energy_range_uj"), "1000000000\n");
    return count(path, microjoules);
  }

  private static Path count(Path domain, long microjoules) throws IOException {
    return Files.writeString(domain.resolve("energy_uj"), microjoules + "\n").getParent();
  }

  @Test
  void addsUpThePackagesAndNotTheirParts() throws IOException {
    Path first = domain("intel-rapl:0", "package-0", 5_000_000);
    Path second = domain("intel-rapl:1", "package-1", 100);
    Path part = domain("intel-rapl:0:0", "core", 0);
    Path platform = domain("intel-rapl:2", "psys", 0);
    Files.createDirectories(root.resolve("intel-rapl"));
    Rapl rapl = Rapl.open(root);
    count(first, 7_500_000);
    count(second, 1_000_100);
    count(part, 99_000_000);
    count(platform, 99_000_000);
    assertThat(rapl.joules()).isCloseTo(3.5, within(1e-9));
  }

  @Test
  void goesOnWhereACounterBeginsAnew() throws IOException {
    Path only = domain("intel-rapl:0", "package-0", 999_000_000);
    Rapl rapl = Rapl.open(root);
    count(only, 2_000_000);
    assertThat(rapl.joules()).isCloseTo(3, within(1e-9));
    count(only, 4_000_000);
    assertThat(rapl.joules()).isCloseTo(5, within(1e-9));
  }

  @Test
  void aMachineWithoutCountersHasNone() {
    String reason = "no energy counter of the processor below ";
    Path absent = root.resolve("powercap");
    assertThatThrownBy(() -> Rapl.open(root))
        .isInstanceOf(IOException.class)
        .hasMessage(reason + root);
    assertThatThrownBy(() -> Rapl.open(absent))
        .isInstanceOf(IOException.class)
        .hasMessage(reason + absent);
  }

  @Test
  void aCounterWithoutANumberIsRefused() throws IOException {
    Path domain = domain("intel-rapl:0", "package-0", 0);
    Files.writeString(domain.resolve("energy_uj"), "");
    assertThatThrownBy(() -> Rapl.open(root))
        .isInstanceOf(IOException.class)
        .hasMessage("no number in " + domain.resolve("energy_uj"));
  }
}
