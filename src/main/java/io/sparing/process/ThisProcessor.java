package io.sparing.process;

import io.sparing.trial.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what the kernel says of the processor (Linux). */
final class ThisProcessor {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** What libtorch's kernels ask for; other flags change no speed of theirs. */
  private static final String VECTORS =
      "avx|avx2|fma|f16c|avx512.*|avx_vnni|amx_.*|neon|asimd.*|sve.*";

  private ThisProcessor() {}

  static Processor find() {
    return find(CPU_INFO, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Reads a file in the form of {@code /proc/cpuinfo}.
   *
   * @param cores that this process may use
   */
  static Processor find(Path file, int cores) {
    try {
      List<String> lines = Files.readAllLines(file);
      String flags = field(lines, "flags").or(() -> field(lines, "Features")).orElse("");
      return new Processor(field(lines, "model name").orElse(""), vectors(flags), cores);
    } catch (IOException e) {
      return new Processor("", "", cores);
    }
  }

  private static Optional<String> field(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  private static String vectors(String flags) {
    return Arrays.stream(flags.split(" "))
        .filter(flag -> flag.matches(VECTORS))
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
