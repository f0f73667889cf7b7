package io.sparing.money;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the name of the GPU on which this process would run, as the Linux driver reports it. */
public final class GpuNames {

  private static final Path DRIVER = Path.of("/proc/driver/nvidia/gpus");

  private GpuNames() {}

  /**
   * Returns the name, such as {@code NVIDIA H200}; empty if there is no GPU, or there are several
   * of different names and {@code CUDA_VISIBLE_DEVICES} names none by its UUID.
   */
  public static String here(Map<String, String> environment) {
    return find(DRIVER, environment.getOrDefault("CUDA_VISIBLE_DEVICES", ""));
  }

  static String find(Path driver, String visible) {
    Map<String, String> names = new HashMap<>();
    try (Stream<Path> gpus = Files.list(driver)) {
      for (Path gpu : gpus.toList()) {
        Map<String, String> fields = fields(gpu.resolve("information"));
        names.put(fields.getOrDefault("GPU UUID", ""), fields.getOrDefault("Model", ""));
      }
    } catch (IOException e) {
      return ""; // no such driver
    }
    Set<String> shown =
        names.entrySet().stream()
            .filter(
                gpu ->
                    !visible.startsWith("GPU-")
                        || List.of(visible.split(",")).contains(gpu.getKey()))
            .map(Map.Entry::getValue)
            .collect(Collectors.toSet());
    return shown.size() == 1 ? shown.iterator().next() : "";
  }

  private static Map<String, String> fields(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2)
        .collect(
            Collectors.toMap(parts -> parts[0].strip(), parts -> parts[1].strip(), (a, b) -> a));
  }
}
