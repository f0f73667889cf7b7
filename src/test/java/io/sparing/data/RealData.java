package io.sparing.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The mirror of published data beside this repository, if it is there. */
public final class RealData {

  private RealData() {}

  /**
   * Its folder: system property {@code sparing.data}, environment SPARING_DATA, or {@code
   * ../shared/data}. The calling test is skipped where there is none.
   */
  public static Path folder() {
    Optional<Path> folder =
        Stream.of(
                Optional.ofNullable(System.getProperty("sparing.data")),
                Optional.ofNullable(System.getenv("SPARING_DATA")),
                Optional.of("../shared/data"),
                Optional.of("../../shared/data"))
            .flatMap(Optional::stream)
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst();
    assumeTrue(
        folder.isPresent(), "no mirror of published data: set SPARING_DATA or -Dsparing.data");
    return folder.get().toAbsolutePath().normalize();
  }

  static SourceFiles files() {
    return ResolvedFiles.in(List.of(folder()));
  }
}
