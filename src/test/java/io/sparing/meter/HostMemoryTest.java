package io.sparing.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HostMemoryTest {

  private static final long TOUCHED = 200L << 20;

  @Test
  void thePeakHoldsWhatWasTouchedUntilItIsReset() {
    assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")), "the kernel keeps no peak");
    HostMemory.resetPeak();
    long before = HostMemory.peakBytes().orElseThrow();
    try (Memory memory = new Memory(TOUCHED)) {
      memory.setMemory(0, TOUCHED, (byte) 1);
    }
    long peak = HostMemory.peakBytes().orElseThrow();
    assertThat(peak - before).isGreaterThan(TOUCHED * 9 / 10);
    HostMemory.resetPeak();
    assertThat(peak - HostMemory.peakBytes().orElseThrow()).isGreaterThan(TOUCHED / 2);
  }
}
