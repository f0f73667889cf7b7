package io.sparing.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostBytesTest {

  private static final long GIB = 1L << 30;

  @TempDir Path folder;

  private Path meminfo() throws IOException {
    return Files.writeString(
        folder.resolve("meminfo"),
        "MemTotal:       33554432 kB\nMemFree: 1 kB\nMemAvailable:   16777216 kB\n");
  }

  @Test
  void theMachineCountsWhereNoGroupLimits() throws IOException {
    assertThat(HostBytes.read(meminfo(), folder)).isEqualTo(new HostBytes(32 * GIB, 16 * GIB));
    Files.writeString(folder.resolve("memory.max"), "max\n");
    assertThat(HostBytes.read(meminfo(), folder)).isEqualTo(new HostBytes(32 * GIB, 16 * GIB));
  }

  @Test
  void aSmallerGroupCounts() throws IOException {
    Files.writeString(folder.resolve("memory.max"), 8 * GIB + "\n");
    Files.writeString(folder.resolve("memory.current"), 5 * GIB + "\n");
    Files.writeString(folder.resolve("memory.stat"), "anon 1\ninactive_file " + 2 * GIB + "\n");
    assertThat(HostBytes.read(meminfo(), folder)).isEqualTo(new HostBytes(8 * GIB, 5 * GIB));
  }

  @Test
  void aReserveIsKept() {
    assertThat(new HostBytes(40 * GIB, 20 * GIB).budget()).isEqualTo(18 * GIB);
    assertThat(new HostBytes(GIB, 100).budget()).isZero();
    assertThat(HostBytes.here().budget()).isPositive();
  }
}
