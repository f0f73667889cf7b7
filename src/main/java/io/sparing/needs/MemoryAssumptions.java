package io.sparing.needs;

import java.util.Map;

/**
 * Coefficients of {@link MemoryPhase}s where nothing was measured, by what tensors there should be.
 */
final class MemoryAssumptions {

  private static final double[] CPU_TRAINING = {
    1.4, 1, 1, 4.3, 0.9, 1.6, 0.2, 0.8, 0.8, 1, 1, 0, 0.1, 1, 4, 1, 1, 1, 2
  };
  private static final double[] CPU_FORWARD = {
    1.3, 1.2, 1, 0.1, 0.5, 1, 0.9, 0.7, 0.5, 0.1, 0.6, 0.5
  };

  /** Bytes that a process takes which computes on the CPU. */
  static final Map<MemoryPhase, double[]> CPU =
      Map.of(
          MemoryPhase.TRAINING, CPU_TRAINING,
          MemoryPhase.ENCODING, CPU_FORWARD,
          MemoryPhase.ANSWERING, CPU_FORWARD);

  private static final double[] DEVICE_TRAINING = {
    0.2, 0, 1, 3, 1.2, 1.2, 0, 1.5, 1, 2, 1, 0, 1, 1, 1, 1, 0, 0, 2
  };
  private static final double[] DEVICE_FORWARD = {0.2, 0, 1.1, 0, 0, 1, 1, 1, 1, 0, 1, 0};

  /** Bytes on a GPU, reserved by the allocator. */
  static final Map<MemoryPhase, double[]> GPU_DEVICE =
      Map.of(
          MemoryPhase.TRAINING, DEVICE_TRAINING,
          MemoryPhase.ENCODING, DEVICE_FORWARD,
          MemoryPhase.ANSWERING, DEVICE_FORWARD);

  private static final double[] HOST_TRAINING = {
    4, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0
  };
  private static final double[] HOST_FORWARD = {4, 2, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  /** Bytes of the host that a process takes whose tensors are on a GPU. */
  static final Map<MemoryPhase, double[]> GPU_HOST =
      Map.of(
          MemoryPhase.TRAINING, HOST_TRAINING,
          MemoryPhase.ENCODING, HOST_FORWARD,
          MemoryPhase.ANSWERING, HOST_FORWARD);

  private MemoryAssumptions() {}
}
