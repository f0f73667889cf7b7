package io.sparing.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The measured trials that come with Sparing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedEvidenceTest {

  private static final Path FOLDER = Path.of("data-manifests/evidence");
  private static final long MOST_BYTES = 20_000_000;

  private PublishedTrials published;

  @BeforeAll
  void read() {
    published = PublishedTrials.read(List.of(FOLDER));
  }

  @Test
  void everyRowIsReadByThisVersion() {
    assertThat(published.leftOut()).isEmpty();
    assertThat(published.results()).hasSizeGreaterThanOrEqualTo(727);
  }

  @Test
  void everyRowNamesItsMachineAndACleanCommit() {
    assertThat(published.results())
        .map(TrialResult::provenance)
        .allSatisfy(
            provenance -> {
              assertThat(provenance.hardware()).isNotBlank();
              assertThat(provenance.build().commit()).hasSize(40);
              assertThat(provenance.build().dirty()).isFalse();
            });
  }

  @Test
  void everySweepHasTheFileThatMakesIt() throws IOException {
    try (Stream<Path> sweeps = Files.list(FOLDER)) {
      assertThat(sweeps.filter(Files::isDirectory))
          .isNotEmpty()
          .allMatch(sweep -> Files.exists(Path.of("jobs", sweep.getFileName() + ".yaml")));
    }
  }

  @Test
  void itIsSmallEnoughToBeCarried() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(MOST_BYTES);
    }
  }
}
