package io.sparing.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that is killed and paused at any point gives the same tables as one that was not. */
@Tag("torture")
class TortureTest {

  private static final int FEW = 30;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void aDisturbedSweepGivesTheSameTables() throws Exception {
    int kills = Integer.getInteger("sparing.torture.kills", 50);
    long seed =
        Long.getLong("sparing.torture.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    Torture torture = new Torture(kills, kills < FEW ? 12 : 60, seed);
    System.out.printf("%s in %s%n", torture, folder);
    Report report = torture.run(folder);
    System.out.println(report);
    assertThat(report.mismatches()).as("seed %d", seed).isEmpty();
  }
}
