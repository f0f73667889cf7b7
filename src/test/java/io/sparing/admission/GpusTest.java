package io.sparing.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GpusTest {

  private static final long MIB = 1L << 20;

  @TempDir Path folder;

  private String program(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("smi"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }

  private String two() throws IOException {
    return program("echo '0, GPU-aa11, 143771, 143000'\necho '1, GPU-bb22, 81559, 500'\n");
  }

  @Test
  void gpusAreReadWithTheirMemory() throws IOException {
    assertThat(Gpus.find(two(), Optional.empty()))
        .containsExactly(
            new Gpu("GPU-aa11", 143_771 * MIB, 143_000 * MIB),
            new Gpu("GPU-bb22", 81_559 * MIB, 500 * MIB));
  }

  @Test
  void whatIsHiddenIsNotUsed() throws IOException {
    String program = two();
    assertThat(Gpus.find(program, Optional.of("1")))
        .extracting(Gpu::uuid)
        .containsExactly("GPU-bb22");
    assertThat(Gpus.find(program, Optional.of("GPU-aa")))
        .extracting(Gpu::uuid)
        .containsExactly("GPU-aa11");
    assertThat(Gpus.find(program, Optional.of(""))).isEmpty();
  }

  @Test
  void withoutADriverThereIsNone() throws IOException {
    assertThat(Gpus.find(folder.resolve("nothing").toString(), Optional.empty())).isEmpty();
    assertThat(Gpus.find(program("echo '0, GPU-aa11, N/A, N/A'"), Optional.empty())).isEmpty();
    assertThat(Gpus.find(program("exit 9"), Optional.empty())).isEmpty();
  }
}
