package io.sparing.admission;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Finds the GPUs that this process may use: asks {@code nvidia-smi}, which comes with the driver,
 * and keeps to {@code CUDA_VISIBLE_DEVICES} where that is set.
 */
public final class Gpus {

  /** The environment variable by which CUDA shows a process some GPUs only. */
  public static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

  private static final Logger LOG = Logger.getLogger(Gpus.class.getName());
  private static final long LIMIT_SECONDS = 20;

  private Gpus() {}

  /** Returns the GPUs; none where there is no driver or it does not answer. */
  public static List<Gpu> here() {
    return find("nvidia-smi", Optional.ofNullable(System.getenv(VISIBLE)));
  }

  /**
   * Returns the GPUs that a program lists.
   *
   * @param program called as {@code nvidia-smi} is
   * @param visible numbers or names of GPUs with commas between; empty for all
   */
  static List<Gpu> find(String program, Optional<String> visible) {
    try {
      Process process =
          new ProcessBuilder(
                  program,
                  "--query-gpu=index,uuid,memory.total,memory.free",
                  "--format=csv,noheader,nounits")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return List.of();
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 ? visible(read(text), visible) : List.of();
    } catch (IOException | NumberFormatException e) {
      LOG.log(Level.FINE, "No GPU is known here", e);
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private record Numbered(String index, Gpu gpu) {}

  private static List<Numbered> read(String text) {
    List<Numbered> gpus = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] cells = line.split("\\s*,\\s*", -1);
      if (cells.length == 4) {
        Gpu gpu = new Gpu(cells[1], mebibytes(cells[2]), mebibytes(cells[3]));
        gpus.add(new Numbered(cells[0].strip(), gpu));
      }
    }
    return gpus;
  }

  private static long mebibytes(String text) {
    return Long.parseLong(text.strip()) << 20;
  }

  /** CUDA takes names that are cut short, too. */
  private static List<Gpu> visible(List<Numbered> all, Optional<String> visible) {
    if (visible.isEmpty()) {
      return all.stream().map(Numbered::gpu).toList();
    }
    List<String> wanted = List.of(visible.get().split(",", -1));
    return all.stream()
        .filter(
            gpu ->
                wanted.contains(gpu.index())
                    || wanted.stream()
                        .anyMatch(
                            name -> name.startsWith("GPU-") && gpu.gpu().uuid().startsWith(name)))
        .map(Numbered::gpu)
        .toList();
  }
}
