package io.sparing.run;

import io.sparing.script.CudaMemory;
import io.sparing.train.MemoryGauge;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Failures;

/**
 * The memory of a GPU, of whichever processes.
 *
 * @param memory of the device
 * @param host of this process
 */
record DeviceGauge(CudaMemory memory, MemoryGauge host) implements MemoryGauge {

  @Override
  public Reading read() {
    CudaMemory.Reading device = memory.read();
    long used = device.totalBytes() - device.freeBytes();
    return new Reading(used, device.totalBytes(), host.read().hostBytes(), used);
  }

  @Override
  public boolean kills() {
    return false;
  }

  @Override
  public boolean exhausted(Throwable error) {
    return Failures.categorise(error) == FailureCategory.OUT_OF_MEMORY;
  }

  @Override
  public void release() {
    memory.release();
  }
}
