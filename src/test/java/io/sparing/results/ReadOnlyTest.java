package io.sparing.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.trial.StoredResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.jdk.javaapi.CollectionConverters;

class ReadOnlyTest {

  @TempDir private static Path folder;

  private static SparkSession spark;

  @BeforeAll
  static void publish() throws IOException {
    spark = LocalSpark.open(folder.resolve("warehouse"));
    List<StoredResult> results =
        SampleResults.stored(SampleResults.lora(1, 0.8), SampleResults.fewShot());
    Publishing.publish(spark, folder.resolve("results"), results, "s", "one");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @MethodSource("io.sparing.results.SampleQueries#answered")
  void whatOnlyReadsIsAnswered(String sql) {
    assertThat(ask(sql, false).columns()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.sparing.results.SampleQueries#refused")
  void whatDoesMoreIsRefused(SampleQueries.Refused refused) throws IOException {
    Set<Path> before = files();
    assertThatThrownBy(() -> ask(refused.sql(), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(refused.why())
        .hasMessageMatching("(Invalid query: |Unknown table: ).*; .*");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void thereAreManyOfBoth() {
    assertThat(SampleQueries.answered()).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    assertThat(SampleQueries.refused()).hasSizeGreaterThan(90).doesNotHaveDuplicates();
  }

  @Test
  void filesAreReadWhereThatIsAllowedAndNeverWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("some.csv"), "a,b\n1,2\n");
    String read = "SELECT * FROM csv.`%s`".formatted(file);
    assertThat(ask(read, true).rows()).contains(List.of("1", "2"));
    assertThat(ask("EXPLAIN " + read, true).rows()).hasSize(1);
    for (String write :
        List.of(
            "INSERT INTO csv.`%s` SELECT 1, 2".formatted(file),
            "WITH a AS (%s) INSERT OVERWRITE DIRECTORY '%s' USING csv SELECT * FROM a"
                .formatted(read, folder.resolve("out")),
            "SELECT reflect('java.util.UUID', 'randomUUID') FROM csv.`%s`".formatted(file))) {
      assertThatThrownBy(() -> ask(write, true)).hasMessageStartingWith("Invalid query: ");
    }
    assertThat(file).content().isEqualTo("a,b\n1,2\n");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void theEnvironmentIsNotShown() {
    assertThat(ask("SELECT '${env:PATH}' AS path", false).rows())
        .isEqualTo(List.of(List.of("${env:PATH}")));
  }

  /** A later Spark's functions are looked at by a person before they are let through. */
  @Test
  void functionsThatSoundAsIfTheyReachedOutAreRefused() {
    Set<String> reaching =
        CollectionConverters.asJava(FunctionRegistry.builtin().listFunction()).stream()
            .map(name -> name.funcName())
            .filter(
                name -> name.matches(".*(reflect|java|python|avro|proto|xml|xpath|file|read).*"))
            .filter(name -> !name.startsWith("to_xml") && !name.startsWith("input_file_"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(reaching).hasSizeGreaterThan(15);
    for (String name : reaching) {
      assertThatThrownBy(() -> ask("SELECT %s('a', 'b')".formatted(name), false))
          .as(name)
          .hasMessageContaining("the function " + name);
    }
  }

  private static QueryResult ask(String sql, boolean files) {
    return new ResultsQuery(List.of(folder.resolve("results")), sql, 10, files).apply(spark);
  }

  private static Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.collect(Collectors.toSet());
    }
  }
}
