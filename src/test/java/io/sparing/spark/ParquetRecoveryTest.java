package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sparing.results.PublishedTrials;
import io.sparing.results.SparkSegments;
import io.sparing.results.SweepTables;
import io.sparing.storage.Failpoint;
import io.sparing.trial.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As {@link RecoveryTest}, with fewer deaths and tables of Parquet that Spark writes. */
@Tag("slow")
final class ParquetRecoveryTest {

  private static final int DEATHS = 200;

  @TempDir private Path base;

  @Test
  void aSweepEndsAsIfNothingHadHappened() throws Exception {
    int deaths = 0;
    SparkSession spark = SparkSessions.open("recovery", new Slots(1, 1));
    try {
      for (long seed = 1000; deaths < DEATHS; seed++) {
        for (Failpoint point : Failpoint.values()) {
          Path folder = Files.createDirectory(base.resolve(point + "-" + seed));
          DyingSweep sweep =
              new DyingSweep(
                  folder,
                  point,
                  1 + (int) (seed % 2),
                  seed,
                  new SparkSegments(spark),
                  (store, guard) -> new SweepTables(store, "s", guard));
          deaths += sweep.run();
          assertThat(PublishedTrials.read(List.of(sweep.folder())).results())
              .describedAs("%s, seed %d", point, seed)
              .extracting(TrialResult::spec, TrialResult::measurements, TrialResult::provenance)
              .containsExactlyInAnyOrderElementsOf(
                  sweep.last().stream()
                      .map(last -> tuple(last.spec(), last.measurements(), last.provenance()))
                      .toList());
        }
      }
    } finally {
      spark.stop();
    }
  }
}
