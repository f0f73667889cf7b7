package io.sparing.cli;

import ai.djl.engine.Engine;
import io.sparing.nvml.Gpu;
import io.sparing.nvml.Nvml;
import io.sparing.nvml.NvmlException;
import io.sparing.text.Printable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Finds out whether libtorch loads, and what it sees. */
final class Natives {

  private static final long LIMIT_SECONDS = 7;
  private static final String WHAT = "libtorch";

  /** It is kept because Java forgets the level of a logger that nobody holds. */
  private static final Logger LIBRARY = Logger.getLogger("ai.djl");

  private Natives() {}

  /** Loads it, in a few seconds or not at all. */
  static List<Diagnosis> examine() throws InterruptedException {
    LIBRARY.setLevel(Level.WARNING);
    CompletableFuture<List<Diagnosis>> loading = new CompletableFuture<>();
    Thread thread = new Thread(() -> load(loading), "sparing-natives");
    thread.setDaemon(true);
    thread.start();
    try {
      return loading.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return List.of(
          Diagnosis.odd(
              WHAT,
              "not loaded after %d s".formatted(LIMIT_SECONDS),
              "it is unpacked the first time; run doctor again in a minute"));
    } catch (ExecutionException e) {
      String why = String.valueOf(e.getCause().getMessage()).lines().findFirst().orElse("");
      return List.of(
          Diagnosis.broken(
              WHAT,
              "does not load: " + why,
              "see that it is of this machine's kind (docs/gpu.md), and that the home or"
                  + " DJL_CACHE_DIR can be written"));
    }
  }

  private static void load(CompletableFuture<List<Diagnosis>> loading) {
    try {
      Engine engine = Engine.getEngine("PyTorch");
      loading.complete(
          List.of(
              Diagnosis.good(WHAT, loaded(engine.getVersion(), System.getenv())),
              gpu(engine.getGpuCount(), drivers())));
    } catch (Throwable failure) { // whatever keeps it from loading is what is asked for
      loading.completeExceptionally(failure);
    }
  }

  /** Says which libtorch was loaded, and from where if a user chose it. */
  static String loaded(String version, Map<String, String> environment) {
    String folder = environment.get("PYTORCH_LIBRARY_PATH");
    return folder == null
        ? version + " loads"
        : "%s loads from %s (PYTORCH_LIBRARY_PATH)".formatted(version, Printable.of(folder));
  }

  /** Returns a line on each GPU that the driver knows; none without a driver. */
  private static List<String> drivers() {
    List<String> lines = new ArrayList<>();
    try {
      for (Gpu gpu : Nvml.open().gpus()) {
        lines.add(
            "%s, %s, compute capability %s, driver %s"
                .formatted(
                    gpu.name(),
                    Words.bytes((double) gpu.memoryBytes()),
                    gpu.computeCapability(),
                    gpu.driver()));
      }
    } catch (NvmlException e) {
      return lines; // no driver, or one that does not say
    }
    return lines;
  }

  /**
   * Says what GPUs there are.
   *
   * @param count that libtorch sees
   * @param known what the driver says of each
   */
  static Diagnosis gpu(int count, List<String> known) {
    String names = String.join("; ", known);
    if (count > 0) {
      String which = known.isEmpty() ? "" : " (%s)".formatted(names);
      return Diagnosis.good(
          "GPU", "%d that libtorch sees%s; --device gpu uses it".formatted(count, which));
    }
    if (!known.isEmpty() || Files.exists(Path.of("/dev/nvidia0"))) {
      String which = known.isEmpty() ? "there" : names;
      return Diagnosis.odd(
          "GPU",
          which + ", but libtorch does not see it",
          "set PYTORCH_LIBRARY_PATH to a libtorch for CUDA (docs/gpu.md)");
    }
    return Diagnosis.good("GPU", "none; trials run on the CPU");
  }
}
