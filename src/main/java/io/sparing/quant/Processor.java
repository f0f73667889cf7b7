package io.sparing.quant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Knows this machine's processor. */
final class Processor {

  private Processor() {}

  /**
   * Returns whether 8-bit products are summed without overflow: AVX-512 VNNI adds them in 32 bits,
   * where older instructions saturate at 16. Returns false where that is not known.
   */
  static boolean sumsBytesExactly() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return sumsBytesExactly(lines.toList());
    } catch (IOException e) {
      return false; // no Linux: seven bits are right on every processor
    }
  }

  static boolean sumsBytesExactly(List<String> cpuinfo) {
    List<String> flags = cpuinfo.stream().filter(line -> line.startsWith("flags")).toList();
    return !flags.isEmpty()
        && flags.stream()
            .allMatch(line -> Arrays.asList(line.split("\\s+")).contains("avx512_vnni"));
  }
}
