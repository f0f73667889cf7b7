package io.sparing.meter;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.sparing.nvml.Gpu;
import io.sparing.nvml.Nvml;
import io.sparing.script.CudaAllocator;
import io.sparing.script.Libtorch;
import java.util.concurrent.Callable;

/**
 * Prints what a GPU's driver and libtorch's allocator say of it, a line each, and goes on where one
 * does not answer: for hosts that have no Maven.
 */
public final class DeviceCheck {

  private static final long MEBIBYTE = 1 << 20;

  private DeviceCheck() {}

  /** Runs the check. */
  public static void main(String[] arguments) {
    line("process", () -> ProcessHandle.current().pid());
    line("libtorch", Libtorch::version);
    line("libtorch as DJL takes it", () -> Engine.getEngine("PyTorch").getVersion());
    line("GPUs of libtorch", () -> Engine.getEngine("PyTorch").getGpuCount());
    Gpu gpu = gpu();
    allocate(gpu);
    if (gpu != null) {
      energy(gpu);
    }
    System.out.println("end");
  }

  private static Gpu gpu() {
    try {
      Gpu gpu = Nvml.open().gpus().get(0);
      line("NVML name", gpu::name);
      line("NVML UUID", gpu::uuid);
      line("NVML driver", gpu::driver);
      line("NVML compute capability", gpu::computeCapability);
      line("NVML memory bytes", gpu::memoryBytes);
      line("NVML energy millijoules", gpu::energyMillijoules);
      driver(gpu, "before CUDA");
      return gpu;
    } catch (Exception e) {
      System.out.println("NVML: " + e);
      return null;
    }
  }

  private static void driver(Gpu gpu, String when) {
    line("NVML used bytes, " + when, gpu::usedBytes);
    line("NVML processes, " + when, gpu::processes);
  }

  private static void allocate(Gpu gpu) {
    try {
      CudaAllocator allocator = CudaAllocator.open();
      line("allocator before CUDA", allocator::reserved);
      try (NDManager manager = NDManager.newBaseManager(Device.gpu(), "PyTorch")) {
        NDArray small = manager.zeros(new Shape(1), DataType.FLOAT32);
        line("allocator with 4 bytes (expect 2 MiB reserved)", allocator::reserved);
        if (gpu != null) {
          driver(gpu, "with 4 bytes");
        }
        NDArray large = manager.zeros(new Shape(256 * MEBIBYTE), DataType.INT8);
        line("allocator with 256 MiB (expect 258 MiB reserved)", allocator::reserved);
        large.close();
        line("allocator with it closed (expect 258 MiB, tensors of 512)", allocator::reserved);
        JniUtils.emptyCudaCache();
        line("allocator, cache emptied (expect 2 MiB, peak 258)", allocator::reserved);
        allocator.resetPeak();
        line("allocator, peak set back (expect peak 2 MiB)", allocator::reserved);
        NDArray again = manager.zeros(new Shape(64 * MEBIBYTE), DataType.INT8);
        line("allocator with 64 MiB (expect peak 66 MiB)", allocator::reserved);
        if (gpu != null) {
          driver(gpu, "with 64 MiB");
        }
        again.close();
        small.close();
      }
    } catch (RuntimeException | Error e) {
      System.out.println("allocator: " + e);
    }
  }

  private static void energy(Gpu gpu) {
    try (NDManager manager = NDManager.newBaseManager(Device.gpu(), "PyTorch")) {
      watch(gpu, "idle", () -> Thread.sleep(2));
      NDArray a = manager.ones(new Shape(4096, 4096));
      watch(
          gpu,
          "busy",
          () -> {
            try (NDArray product = a.matMul(a)) {
              product.getFloat(0, 0);
            }
          });
    } catch (Exception | Error e) {
      System.out.println("energy: " + e);
    }
  }

  /** A piece of work. */
  private interface Work {
    void run() throws Exception;
  }

  /** Works for a second and a half, and prints how the counter moved and how often. */
  private static void watch(Gpu gpu, String what, Work work) throws Exception {
    long start = System.nanoTime();
    long first = gpu.energyMillijoules();
    long last = first;
    int changes = 0;
    while (System.nanoTime() - start < 1_500_000_000L) {
      work.run();
      long now = gpu.energyMillijoules();
      changes += now == last ? 0 : 1;
      last = now;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "energy %s: %.1f J in %.2f s = %.1f W, %d changes of the counter%n",
        what, (last - first) / 1e3, seconds, (last - first) / 1e3 / seconds, changes);
  }

  private static void line(String what, Callable<?> value) {
    String text;
    try {
      text = String.valueOf(value.call());
    } catch (Exception | Error e) {
      text = e.toString();
    }
    System.out.printf("%s: %s%n", what, text);
    System.out.flush();
  }
}
