package io.sparing.meter;

import io.sparing.script.CudaAllocator;
import io.sparing.script.CudaMemory;
import java.util.Optional;

/** Memory of the device as this process's allocator counts it, which takes it in large pieces. */
interface DeviceMemory {

  /** Gives back what is kept for later tensors, and starts the peak anew from what remains. */
  void restart();

  /** Returns the bytes that are reserved now. */
  long reservedBytes();

  /** Returns the most bytes that were reserved since the last start. */
  long peakBytes();

  /**
   * Finds that of libtorch.
   *
   * @throws UnsupportedOperationException if it cannot be asked; the message says why
   */
  static DeviceMemory ofLibtorch() {
    CudaAllocator allocator = CudaAllocator.open();
    Optional<CudaMemory> device = CudaMemory.open();
    return new DeviceMemory() {
      @Override
      public void restart() {
        device.ifPresent(CudaMemory::release);
        allocator.resetPeak();
      }

      @Override
      public long reservedBytes() {
        return allocator.reserved().current();
      }

      @Override
      public long peakBytes() {
        return allocator.reserved().peak();
      }
    };
  }
}
