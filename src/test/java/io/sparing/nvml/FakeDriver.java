package io.sparing.nvml;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A driver of two GPUs of 1 and 2 GB that says what a test wants. */
public final class FakeDriver implements NvmlLibrary {

  private static final int NOT_SUPPORTED = 3;
  private static final int TOO_SMALL = 7;

  /** Functions that are refused. */
  public final Set<String> refused = new HashSet<>();

  /** Functions that the driver lacks. */
  public final Set<String> missing = new HashSet<>();

  /** Process ids and bytes. */
  public List<long[]> processes = List.of();

  /** Counter of both GPUs. */
  public volatile long millijoules;

  /**
   * Opens it.
   *
   * @throws NvmlException if it refuses
   */
  public Nvml open() throws NvmlException {
    return Nvml.open(this);
  }

  private int code(String function) {
    if (missing.contains(function)) {
      throw new UnsatisfiedLinkError(function);
    }
    return refused.contains(function) ? NOT_SUPPORTED : 0;
  }

  private static void fill(byte[] text, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, text, 0, bytes.length);
  }

  private static long number(Pointer device) {
    return Pointer.nativeValue(device);
  }

  @Override
  public int nvmlInit_v2() {
    return code("nvmlInit_v2");
  }

  @Override
  public String nvmlErrorString(int code) {
    return code == NOT_SUPPORTED ? "Not Supported" : "Error " + code;
  }

  @Override
  public int nvmlSystemGetDriverVersion(byte[] text, int length) {
    fill(text, "580.1");
    return code("nvmlSystemGetDriverVersion");
  }

  @Override
  public int nvmlDeviceGetCount_v2(IntByReference count) {
    count.setValue(2);
    return code("nvmlDeviceGetCount_v2");
  }

  @Override
  public int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device) {
    device.setValue(new Pointer(index + 1));
    return code("nvmlDeviceGetHandleByIndex_v2");
  }

  @Override
  public int nvmlDeviceGetUUID(Pointer device, byte[] text, int length) {
    fill(text, "GPU-" + number(device));
    return code("nvmlDeviceGetUUID");
  }

  @Override
  public int nvmlDeviceGetName(Pointer device, byte[] text, int length) {
    fill(text, "Fake " + number(device));
    return code("nvmlDeviceGetName");
  }

  @Override
  public int nvmlDeviceGetMemoryInfo(Pointer device, long[] bytes) {
    bytes[0] = number(device) * 1_000_000_000;
    bytes[1] = bytes[0] - 5;
    bytes[2] = 5;
    return code("nvmlDeviceGetMemoryInfo");
  }

  @Override
  public int nvmlDeviceGetCudaComputeCapability(
      Pointer device, IntByReference major, IntByReference minor) {
    major.setValue(9);
    minor.setValue(0);
    return code("nvmlDeviceGetCudaComputeCapability");
  }

  @Override
  public int nvmlDeviceGetEnforcedPowerLimit(Pointer device, IntByReference milliwatts) {
    milliwatts.setValue(700_000);
    return code("nvmlDeviceGetEnforcedPowerLimit");
  }

  @Override
  public int nvmlDeviceGetTotalEnergyConsumption(Pointer device, LongByReference energy) {
    energy.setValue(millijoules);
    return code("nvmlDeviceGetTotalEnergyConsumption");
  }

  @Override
  public int nvmlDeviceGetComputeRunningProcesses_v3(
      Pointer device, IntByReference count, Pointer entries) {
    int room = count.getValue();
    count.setValue(processes.size());
    if (room < processes.size()) {
      return TOO_SMALL;
    }
    for (int i = 0; i < processes.size(); i++) {
      entries.setInt(24L * i, (int) processes.get(i)[0]);
      entries.setLong(24L * i + 8, processes.get(i)[1]);
    }
    return code("nvmlDeviceGetComputeRunningProcesses_v3");
  }
}
