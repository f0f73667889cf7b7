package io.sparing.nvml;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of NVML that Sparing asks, by the names that they have there. Codes are 0 where all
 * went well. A function that the driver lacks throws {@link UnsatisfiedLinkError}.
 */
interface NvmlLibrary extends Library {

  String NAME = "libnvidia-ml.so.1";

  int nvmlInit_v2();

  String nvmlErrorString(int code);

  int nvmlSystemGetDriverVersion(byte[] text, int length);

  int nvmlDeviceGetCount_v2(IntByReference count);

  int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device);

  int nvmlDeviceGetUUID(Pointer device, byte[] text, int length);

  int nvmlDeviceGetName(Pointer device, byte[] text, int length);

  /** Fills in total, free and used bytes. */
  int nvmlDeviceGetMemoryInfo(Pointer device, long[] bytes);

  int nvmlDeviceGetCudaComputeCapability(
      Pointer device, IntByReference major, IntByReference minor);

  /** Fills in millijoules since the driver was loaded. */
  int nvmlDeviceGetTotalEnergyConsumption(Pointer device, LongByReference millijoules);

  int nvmlDeviceGetEnforcedPowerLimit(Pointer device, IntByReference milliwatts);

  /** Fills in as many entries as there is room for, of 24 bytes each. */
  int nvmlDeviceGetComputeRunningProcesses_v3(
      Pointer device, IntByReference count, Pointer processes);
}
