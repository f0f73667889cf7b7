package io.sparing.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A GPU as its driver sees it. Every question may be refused. */
public final class Gpu {

  /** Says that there is no room for all answers. */
  private static final int TOO_SMALL = 7;

  private static final int PROCESS_BYTES = 24;
  private static final int ROOM = 64;

  /** The driver's number for what it does not know. */
  private static final long NOT_AVAILABLE = -1;

  private final Nvml nvml;
  private final Pointer device;

  Gpu(Nvml nvml, Pointer device) {
    this.nvml = nvml;
    this.device = device;
  }

  /**
   * Returns its name, such as {@code NVIDIA H200}.
   *
   * @throws NvmlException if it is refused
   */
  public String name() throws NvmlException {
    return text("nvmlDeviceGetName", nvml.library()::nvmlDeviceGetName);
  }

  /**
   * Returns what tells it from all others: {@code GPU-} and 36 hexadecimal digits and lines.
   *
   * @throws NvmlException if it is refused
   */
  public String uuid() throws NvmlException {
    return text("nvmlDeviceGetUUID", nvml.library()::nvmlDeviceGetUUID);
  }

  /**
   * Returns the driver's version.
   *
   * @throws NvmlException if it is refused
   */
  public String driver() throws NvmlException {
    return nvml.text("nvmlSystemGetDriverVersion", nvml.library()::nvmlSystemGetDriverVersion);
  }

  /**
   * Returns its compute capability, such as {@code 9.0}.
   *
   * @throws NvmlException if it is refused
   */
  public String computeCapability() throws NvmlException {
    IntByReference major = new IntByReference();
    IntByReference minor = new IntByReference();
    nvml.ask(
        "nvmlDeviceGetCudaComputeCapability",
        () -> nvml.library().nvmlDeviceGetCudaComputeCapability(device, major, minor));
    return major.getValue() + "." + minor.getValue();
  }

  /**
   * Returns its memory in bytes, used or not.
   *
   * @throws NvmlException if it is refused
   */
  public long memoryBytes() throws NvmlException {
    return memory()[0];
  }

  /**
   * Returns the bytes that are in use, by whomever.
   *
   * @throws NvmlException if it is refused
   */
  public long usedBytes() throws NvmlException {
    return memory()[2];
  }

  private long[] memory() throws NvmlException {
    long[] bytes = new long[3];
    nvml.ask(
        "nvmlDeviceGetMemoryInfo", () -> nvml.library().nvmlDeviceGetMemoryInfo(device, bytes));
    return bytes;
  }

  /**
   * Returns the energy that it took since its driver was loaded, in millijoules.
   *
   * @throws NvmlException if it is refused, as by GPUs before Volta
   */
  public long energyMillijoules() throws NvmlException {
    LongByReference energy = new LongByReference();
    nvml.ask(
        "nvmlDeviceGetTotalEnergyConsumption",
        () -> nvml.library().nvmlDeviceGetTotalEnergyConsumption(device, energy));
    return energy.getValue();
  }

  /**
   * Returns the power that it draws at most, in milliwatts.
   *
   * @throws NvmlException if it is refused
   */
  public long powerLimitMilliwatts() throws NvmlException {
    IntByReference limit = new IntByReference();
    nvml.ask(
        "nvmlDeviceGetEnforcedPowerLimit",
        () -> nvml.library().nvmlDeviceGetEnforcedPowerLimit(device, limit));
    return limit.getValue();
  }

  /**
   * Returns who computes on it.
   *
   * @throws NvmlException if it is refused
   */
  public List<GpuProcess> processes() throws NvmlException {
    int room = ROOM;
    while (true) {
      IntByReference count = new IntByReference(room);
      Memory entries = new Memory((long) room * PROCESS_BYTES);
      String function = "nvmlDeviceGetComputeRunningProcesses_v3";
      int code = nvml.code(function, () -> processes(count, entries));
      if (code != TOO_SMALL) {
        nvml.ask(function, () -> code);
        return processes(entries, count.getValue());
      }
      room = 2 * Math.max(room, count.getValue());
    }
  }

  private int processes(IntByReference count, Pointer entries) {
    return nvml.library().nvmlDeviceGetComputeRunningProcesses_v3(device, count, entries);
  }

  private static List<GpuProcess> processes(Pointer entries, int count) {
    List<GpuProcess> processes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = (long) i * PROCESS_BYTES;
      long bytes = entries.getLong(at + 8);
      OptionalLong known = bytes == NOT_AVAILABLE ? OptionalLong.empty() : OptionalLong.of(bytes);
      processes.add(new GpuProcess(Integer.toUnsignedLong(entries.getInt(at)), known));
    }
    return processes;
  }

  private String text(String function, Nvml.DeviceTextFunction call) throws NvmlException {
    return nvml.text(function, (text, length) -> call.fill(device, text, length));
  }
}
