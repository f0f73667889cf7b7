package io.sparing.process;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Settings of the C library's memory allocator, which libtorch uses on a CPU. */
public final class Allocator {

  private static final Logger LOG = Logger.getLogger(Allocator.class.getName());

  /** The code of the C library's {@code mallopt} for the size from which blocks are mapped. */
  private static final int MAP_FROM = -3;

  private static final int EAGER_BYTES = 1 << 20;

  /** The largest size to which the C library raises the limit by itself. */
  private static final int LAZY_BYTES = 32 << 20;

  private Allocator() {}

  /**
   * Sets whether blocks of 1 MiB and more go back to the kernel as soon as they are freed. By
   * itself the C library keeps those up to 32 MiB for reuse, and what it keeps between blocks in
   * use cannot serve larger ones: freeing tensors early then saves little. Eager return costs page
   * faults.
   */
  public static void returnEagerly(boolean eager) {
    try {
      Function option = NativeLibrary.getInstance("c").getFunction("mallopt");
      option.invokeInt(new Object[] {MAP_FROM, eager ? EAGER_BYTES : LAZY_BYTES});
    } catch (UnsatisfiedLinkError e) {
      LOG.log(Level.FINE, "This C library has no mallopt", e);
    }
  }
}
