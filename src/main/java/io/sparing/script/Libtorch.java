package io.sparing.script;

import ai.djl.engine.Engine;
import com.sun.jna.NativeLibrary;
import java.util.Optional;

/** The libtorch of this process. */
public final class Libtorch {

  private static final String LIBRARY = "libtorch_cpu.so";

  private Libtorch() {}

  /**
   * Loads it, if DJL has not, and returns its version as it says itself, such as {@code 2.7.1};
   * what DJL takes it for where it does not say.
   */
  public static String version() {
    String believed = Engine.getEngine("PyTorch").getVersion(); // loads it
    return loadedVersion().orElse(believed);
  }

  /** Returns what the loaded libtorch says; nothing where none is loaded or it does not say. */
  public static Optional<String> loadedVersion() {
    try {
      long version =
          NativeLibrary.getInstance(LIBRARY)
              .getFunction("aoti_torch_abi_version")
              .invokeLong(new Object[0]);
      return Optional.of(
          "%d.%d.%d".formatted(version >>> 56, version >>> 48 & 0xff, version >>> 40 & 0xff));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }
}
