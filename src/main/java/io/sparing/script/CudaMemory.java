package io.sparing.script;

import com.sun.jna.ptr.LongByReference;
import java.util.Optional;

/** The memory of the first GPU, as the CUDA runtime counts it for all processes. */
public final class CudaMemory {

  private final CudaLibrary library;

  private CudaMemory(CudaLibrary library) {
    this.library = library;
  }

  /**
   * What is seen at one moment.
   *
   * @param freeBytes without what libtorch keeps for later calls
   * @param totalBytes of the device
   */
  public record Reading(long freeBytes, long totalBytes) {}

  /** Opens the library that DJL has loaded; returns nothing where it cannot be asked. */
  public static Optional<CudaMemory> open() {
    try {
      CudaMemory memory = new CudaMemory(CudaLibrary.load());
      memory.read();
      return Optional.of(memory);
    } catch (UnsatisfiedLinkError | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns what is seen now.
   *
   * @throws IllegalStateException if the device does not answer
   */
  public Reading read() {
    LongByReference free = new LongByReference();
    LongByReference total = new LongByReference();
    int code = library.cudaMemGetInfo(free, total);
    if (code != 0) {
      throw new IllegalStateException("Failed to ask the GPU for its memory: error " + code);
    }
    return new Reading(free.getValue(), total.getValue());
  }

  /** Gives back what libtorch keeps for later calls. */
  public void release() {
    CudaGraphs.emptyCache(library);
  }
}
