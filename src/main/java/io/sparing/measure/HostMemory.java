package io.sparing.measure;

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
 * Resident memory of this process by the kernel's own account (Linux). The peak is a high-water
 * mark, so no sampling can miss it. On other systems nothing is measured.
 */
public final class HostMemory {

  private static final Logger LOG = Logger.getLogger(HostMemory.class.getName());
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");

  /** The code of the C library's {@code mallopt} for the size from which blocks are mapped. */
  private static final int MAP_FROM = -3;

  private static final int EAGER_BYTES = 1 << 20;

  /** As large as the C library lets the size grow by itself. */
  private static final int LAZY_BYTES = 32 << 20;

  private HostMemory() {}

  /**
   * Whether blocks of 1 MiB and more go back to the kernel as soon as they are freed. By itself the
   * C library keeps those up to 32 MiB for reuse, and what it keeps between blocks in use cannot
   * serve larger ones: freeing tensors early then saves little. Eager return costs page faults.
   */
  public static void returnEagerly(boolean eager) {
    try {
      Function option = NativeLibrary.getInstance("c").getFunction("mallopt");
      option.invokeInt(new Object[] {MAP_FROM, eager ? EAGER_BYTES : LAZY_BYTES});
    } catch (UnsatisfiedLinkError e) {
      LOG.log(Level.FINE, "This C library has no mallopt", e);
    }
  }

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
      LOG.log(Level.WARNING, "Cannot reset the memory peak; peaks include earlier trials", e);
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

  /** The largest resident memory since the last reset, in bytes, if the kernel tells. */
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
