package io.sparing.nvml;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** The driver of a machine's GPUs. */
public final class Nvml {

  private final NvmlLibrary library;

  private Nvml(NvmlLibrary library) {
    this.library = library;
  }

  /**
   * Opens the driver's library.
   *
   * @throws NvmlException if the machine has none, or none that works
   */
  public static Nvml open() throws NvmlException {
    try {
      return open(Native.load(NvmlLibrary.NAME, NvmlLibrary.class));
    } catch (UnsatisfiedLinkError e) {
      throw new NvmlException("no NVIDIA driver (%s) on this machine".formatted(NvmlLibrary.NAME));
    }
  }

  static Nvml open(NvmlLibrary library) throws NvmlException {
    Nvml nvml = new Nvml(library);
    nvml.ask("nvmlInit_v2", library::nvmlInit_v2);
    return nvml;
  }

  /**
   * Returns the GPUs in the driver's order.
   *
   * @throws NvmlException if it does not say
   */
  public List<Gpu> gpus() throws NvmlException {
    IntByReference count = new IntByReference();
    ask("nvmlDeviceGetCount_v2", () -> library.nvmlDeviceGetCount_v2(count));
    List<Gpu> gpus = new ArrayList<>();
    for (int i = 0; i < count.getValue(); i++) {
      int index = i;
      PointerByReference device = new PointerByReference();
      ask(
          "nvmlDeviceGetHandleByIndex_v2",
          () -> library.nvmlDeviceGetHandleByIndex_v2(index, device));
      gpus.add(new Gpu(this, device.getValue()));
    }
    return gpus;
  }

  NvmlLibrary library() {
    return library;
  }

  /** Returns a text that a function fills in. */
  String text(String function, TextFunction call) throws NvmlException {
    byte[] text = new byte[96];
    ask(function, () -> call.fill(text, text.length));
    return Native.toString(text, StandardCharsets.UTF_8);
  }

  /** Calls a function, which the message names where it is refused. */
  void ask(String function, IntSupplier call) throws NvmlException {
    int code = code(function, call);
    if (code != 0) {
      throw new NvmlException(
          "the NVIDIA driver refuses %s: %s".formatted(function, library.nvmlErrorString(code)));
    }
  }

  /** Calls a function and returns its code. */
  int code(String function, IntSupplier call) throws NvmlException {
    try {
      return call.getAsInt();
    } catch (UnsatisfiedLinkError e) {
      throw new NvmlException("the NVIDIA driver has no %s".formatted(function));
    }
  }

  /** A function that fills in a text. */
  @FunctionalInterface
  interface TextFunction {
    int fill(byte[] text, int length);
  }

  /** A function of a device that fills in a text. */
  @FunctionalInterface
  interface DeviceTextFunction {
    int fill(Pointer device, byte[] text, int length);
  }
}
