package io.sparing.cli;

import ai.djl.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
          List.of(Diagnosis.good(WHAT, engine.getVersion() + " loads"), gpu(engine.getGpuCount())));
    } catch (Throwable failure) { // whatever keeps it from loading is what is asked for
      loading.completeExceptionally(failure);
    }
  }

  private static Diagnosis gpu(int count) {
    if (count > 0) {
      return Diagnosis.good("GPU", count + " that libtorch sees; --device gpu uses one");
    }
    return Files.exists(Path.of("/dev/nvidia0"))
        ? Diagnosis.odd(
            "GPU", "there, but libtorch does not see it", "install CUDA natives (docs/gpu.md)")
        : Diagnosis.good("GPU", "none; trials run on the CPU");
  }
}
