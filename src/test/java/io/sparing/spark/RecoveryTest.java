package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.results.SweepTables;
import io.sparing.storage.Failpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A driver that dies at any step, once or twice, whatever happens to its folder meanwhile, leaves a
 * sweep that the same commands bring to the same tables. The commit code is the real one; tables
 * are small text files, and trials end at once.
 */
final class RecoveryTest {

  private static final int MOST_HITS = 4;
  private static final Path MEMORY = Path.of("/dev/shm");

  private Path base;

  @BeforeEach
  void makeAFolderInMemoryWhereThereIsSuch() throws IOException {
    base =
        Files.isWritable(MEMORY)
            ? Files.createTempDirectory(MEMORY, "sparing-recovery-")
            : Files.createTempDirectory("sparing-recovery-");
  }

  @AfterEach
  void deleteIt() throws IOException {
    delete(base);
  }

  @Test
  void aSweepEndsAsIfNothingHadHappened() throws Exception {
    die(1000);
  }

  @Test
  @Tag("slow")
  void aSweepEndsAsIfNothingHadHappenedTenThousandTimes() throws Exception {
    die(10_000);
  }

  /** Has drivers die at least as often. */
  private void die(int times) throws Exception {
    Map<Failpoint, Integer> deaths = new EnumMap<>(Failpoint.class);
    int total = 0;
    for (long seed = 0; total < times; seed++) {
      for (Failpoint point : Failpoint.values()) {
        for (int hit = 1; hit <= MOST_HITS; hit++) {
          int died = run(point, hit, seed);
          deaths.merge(point, died, Integer::sum);
          total += died;
        }
      }
    }
    assertThat(deaths.keySet())
        .filteredOn(point -> deaths.get(point) == 0)
        .describedAs("steps at which no driver died; LEDGER_REPLACE is of repairs alone")
        .isEqualTo(List.of(Failpoint.LEDGER_REPLACE));
  }

  private int run(Failpoint point, int hit, long seed) throws Exception {
    Path folder = Files.createDirectory(base.resolve(point + "-" + hit + "-" + seed));
    try {
      int deaths =
          new DyingSweep(
                  folder,
                  point,
                  hit,
                  31 * seed + hit,
                  new TextTables(),
                  (store, guard) -> new SweepTables(store, "s", guard, TextTables::new))
              .run();
      delete(folder);
      return deaths;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("%s, hit %d, seed %d".formatted(point, hit, seed), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
