package io.sparing.meter;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Reads the resident memory of this process as the kernel counts it (Linux). The peak is a
 * high-water mark, so no sampling can miss it. On other systems nothing is measured.
 */
public final class HostMemory {

  private static final Logger LOG = Logger.getLogger(HostMemory.class.getName());
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");

  private HostMemory() {}

  /** Gives free memory back to the kernel and starts the peak anew from what remains. */
  public static void resetPeak() {
    System.gc();
    if (!Files.exists(CLEAR)) {
      return;
    }
    try {
      Function trim = NativeLibrary.getInstance("c").getFunction("malloc_trim");
      trim.invokeInt(new Object[] {0L});
    } catch (UnsatisfiedLinkError e) {
      LOG.log(Level.FINE, "This C library has no malloc_trim", e);
    }
    settle();
    try {
      Files.writeString(CLEAR, "5");
    } catch (IOException e) {
      LOG.log(
          Level.WARNING, "Cannot reset the memory peak; that of answering includes training", e);
    }
  }

  /** Waits while memory falls: G1 gives freed heap back in steps, 100 ms after a collection. */
  private static void settle() {
    try {
      Thread.sleep(150);
      long before = Long.MAX_VALUE;
      for (long now = bytes("VmRSS:").orElse(0); now < before - (1 << 20); ) {
        before = now;
        Thread.sleep(20);
        now = bytes("VmRSS:").orElse(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns the largest resident memory since the last reset, in bytes; empty if the kernel does
   * not report it.
   */
  public static OptionalLong peakBytes() {
    return bytes("VmHWM:");
  }

  private static OptionalLong bytes(String field) {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
