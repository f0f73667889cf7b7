package io.sparing.script;

import ai.djl.engine.Engine;
import com.sun.jna.NativeLibrary;

/** The libtorch that DJL has loaded into this process. */
public final class Libtorch {

  private static final String LIBRARY = "libtorch_cpu.so";

  private Libtorch() {}

  /**
   * Returns its version as it says itself, such as {@code 2.7.1}; what DJL takes it for where it
   * does not say.
   */
  public static String version() {
    String believed = Engine.getEngine("PyTorch").getVersion(); // loads it
    try {
      long version =
          NativeLibrary.getInstance(LIBRARY)
              .getFunction("aoti_torch_abi_version")
              .invokeLong(new Object[0]);
      return "%d.%d.%d".formatted(version >>> 56, version >>> 48 & 0xff, version >>> 40 & 0xff);
    } catch (UnsatisfiedLinkError e) {
      return believed;
    }
  }
}
