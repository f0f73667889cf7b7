package io.sparing.script;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * What libtorch's allocator of device memory counts of this process on its first GPU.
 *
 * <p>Neither DJL nor a C function of libtorch offers that, so methods of {@code
 * c10::cuda::CUDACachingAllocator::CUDAAllocator} are called by their places in its table of
 * virtual methods. These are those of one version on one processor; others are refused.
 */
public final class CudaAllocator {

  private static final String LIBRARY = "libc10_cuda.so";
  private static final String ALLOCATOR = "_ZN3c104cuda20CUDACachingAllocator9allocatorE";
  private static final String KNOWN_VERSION = "2.7.1";
  private static final String KNOWN_PROCESSOR = "amd64";

  private static final int INITIALIZED = 10;
  private static final int DEVICE_STATS = 19;
  private static final int RESET_PEAK = 21;
  private static final byte FIRST_DEVICE = 0;

  /** {@code DeviceStats} is 976 bytes; more is set aside. */
  private static final int STATS_BYTES = 4096;

  /** Nine quantities come first, of three kinds with four numbers each; the sixth is reserved. */
  private static final long ALLOCATED = 4 * 3 * 4 * Long.BYTES;

  private static final long RESERVED = 5 * 3 * 4 * Long.BYTES;

  private final Pointer allocator;
  private final Pointer methods;

  private CudaAllocator(Pointer allocator) {
    this.allocator = allocator;
    this.methods = allocator.getPointer(0);
  }

  /**
   * Bytes at a moment, and at most since the peak was set back.
   *
   * @param current bytes taken of the device, those kept for later tensors among them
   * @param peak the most of them
   * @param tensors current bytes of tensors
   */
  public record Reserved(long current, long peak, long tensors) {}

  /**
   * Finds the allocator of the libtorch that DJL has loaded.
   *
   * @throws UnsupportedOperationException if libtorch is one without CUDA, or not the known one;
   *     the message says which
   */
  public static CudaAllocator open() {
    String version = Libtorch.version();
    String processor = System.getProperty("os.arch");
    if (!version.equals(KNOWN_VERSION) || !processor.equals(KNOWN_PROCESSOR)) {
      throw new UnsupportedOperationException(
          "the allocator of libtorch %s on %s is not known; known: that of %s on %s"
              .formatted(version, processor, KNOWN_VERSION, KNOWN_PROCESSOR));
    }
    try {
      NativeLibrary library = NativeLibrary.getInstance(LIBRARY);
      return new CudaAllocator(library.getGlobalVariableAddress(ALLOCATOR).getPointer(0));
    } catch (UnsatisfiedLinkError e) {
      throw new UnsupportedOperationException("libtorch %s has no CUDA".formatted(version), e);
    }
  }

  /** Returns the bytes now; none before the first use of the device. */
  public Reserved reserved() {
    if (!initialized()) {
      return new Reserved(0, 0, 0);
    }
    Memory stats = new Memory(STATS_BYTES);
    stats.clear();
    method(DEVICE_STATS).invokeVoid(new Object[] {stats, allocator, FIRST_DEVICE});
    return new Reserved(
        stats.getLong(RESERVED), stats.getLong(RESERVED + Long.BYTES), stats.getLong(ALLOCATED));
  }

  /** Sets the peak to what is reserved now. */
  public void resetPeak() {
    if (initialized()) {
      method(RESET_PEAK).invokeVoid(new Object[] {allocator, FIRST_DEVICE});
    }
  }

  /** The other methods throw before that, which ends the JVM. */
  private boolean initialized() {
    return (method(INITIALIZED).invokeInt(new Object[] {allocator}) & 0xff) != 0;
  }

  private Function method(int place) {
    return Function.getFunction(methods.getPointer((long) place * Long.BYTES));
  }
}
