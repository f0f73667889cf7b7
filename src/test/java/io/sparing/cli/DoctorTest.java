package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir private Path folder;

  private Diagnosis of(String what, Map<String, String> environment, Path cache) {
    List<Diagnosis> all = new Doctor(environment, cache, folder, folder).examine();
    return all.stream().filter(one -> one.what().equals(what)).findFirst().orElseThrow();
  }

  @Test
  void everythingIsLookedAtAndWhatIsWrongHasARemedy() {
    List<Diagnosis> all = new Doctor(Map.of(), folder, folder, folder).examine();
    assertThat(all)
        .extracting(Diagnosis::what)
        .contains("Java", "Maven", "libtorch", "Spark", "locale", "cache", "results");
    assertThat(all)
        .filteredOn(one -> one.level() != Diagnosis.Level.GOOD)
        .allSatisfy(one -> assertThat(one.remedy()).isNotEmpty());
  }

  @Test
  void aFolderThatCannotBeWrittenIsBad() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Diagnosis cache = of("cache", Map.of(), file.resolve("below"));
    assertThat(cache.level()).isEqualTo(Diagnosis.Level.BROKEN);
    assertThat(cache.found()).isEqualTo(file + " is no folder");
    assertThat(cache.remedy()).contains("SPARING_CACHE");
  }

  @Test
  void aSparkHomeWithoutSparkIsBad() {
    Diagnosis spark = of("Spark", Map.of("SPARK_HOME", folder.toString()), folder);
    assertThat(spark.level()).isEqualTo(Diagnosis.Level.BROKEN);
    assertThat(spark.remedy()).contains("SPARK_HOME");
  }

  @Test
  void aGpuIsNamedAndOneThatLibtorchDoesNotSeeHasARemedy() {
    List<String> known = List.of("NVIDIA H200, 140 GiB, compute capability 9.0, driver 580.1");
    assertThat(Natives.gpu(1, known).found())
        .isEqualTo(
            "1 that libtorch sees (NVIDIA H200, 140 GiB, compute capability 9.0, driver 580.1);"
                + " --device gpu uses it");
    Diagnosis unseen = Natives.gpu(0, known);
    assertThat(unseen.level()).isEqualTo(Diagnosis.Level.ODD);
    assertThat(unseen.found()).endsWith("driver 580.1, but libtorch does not see it");
    assertThat(unseen.remedy()).contains("PYTORCH_LIBRARY_PATH", "docs/gpu.md");
  }

  @Test
  void aLibtorchOfOnesOwnIsNamed() {
    assertThat(Natives.loaded("2.7.1", Map.of())).isEqualTo("2.7.1 loads");
    assertThat(Natives.loaded("2.7.1", Map.of("PYTORCH_LIBRARY_PATH", "/opt/libtorch/lib")))
        .isEqualTo("2.7.1 loads from /opt/libtorch/lib (PYTORCH_LIBRARY_PATH)");
  }
}
