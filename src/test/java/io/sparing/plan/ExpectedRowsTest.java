package io.sparing.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.trial.TrialSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedRowsTest {

  private static ExpectedRows rows(String dataset, Map<String, Object> more) {
    Map<String, Object> settings =
        new HashMap<>(Map.of("dataset", dataset, "train_examples", 0L, "test_examples", 0L));
    settings.putAll(more);
    return ExpectedRows.of(TrialSpecs.spec(settings));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "wordnet-topic, 12000, 3000",
    "sst-2, 60614, 872",
    "mrpc, 3671, 1725",
    "qnli, 4371, 546",
    "ag-news, 9000, 7600",
    "mr, 8530, 1066",
    "trec, 4906, 500",
    "rte, 2241, 277",
    "banking77, 9002, 3080",
    "clinc150, 7500, 4500",
    "squad-2-answerable, 4252, 1216",
    "ag-news-120k, 108000, 7600",
    "glue-sst-2, 60614, 872",
    "glue-qnli, 94269, 5463"
  })
  void publishedSetsAreRightWithinAFactorOfFour(String dataset, double train, double test) {
    ExpectedRows expected = rows(dataset, Map.of());
    assertThat(expected.train() / train).isBetween(0.25, 4.0);
    assertThat(expected.test() / test).isBetween(0.25, 4.0);
  }

  @Test
  void whatATrialAsksForCounts() {
    assertThat(rows("sst-2", Map.of("train_examples", 500L, "test_examples", 100L)))
        .isEqualTo(new ExpectedRows(500, 100, 24));
  }

  @Test
  void noMoreAreExpectedThanTheFilesCanHold(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("few.csv"),
            "text,label\n"
                + String.join(
                    "", Collections.nCopies(40, "a few words that make a row of a file,1\n")));
    ExpectedRows expected =
        rows(file.toString(), Map.of("train_examples", 5_000_000L, "test_examples", 900L));
    assertThat(expected.train()).isBetween(8L, 160L);
    assertThat(expected.test()).isBetween(1L, 16L);
    assertThat(rows("wordnet-topic", Map.of("train_examples", 2_000_000_000L)).train())
        .isLessThan(100_000);
  }

  @Test
  void anOwnFileIsJudgedByItsSize(@TempDir Path folder) throws IOException {
    String row = "a sentence of the length that sentences in such files have, more or less,1\n";
    Path file =
        Files.writeString(
            folder.resolve("mine.csv"),
            "text,label\n" + String.join("", Collections.nCopies(10_000, row)));
    ExpectedRows expected = rows(file.toString(), Map.of("text", "text", "label", "label"));
    assertThat(expected.train() / 8000.0).isBetween(0.25, 4.0);
    assertThat(expected.test() / 1000.0).isBetween(0.25, 4.0);
  }
}
