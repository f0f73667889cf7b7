package io.sparing.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.adapt.Parameter;
import io.sparing.adapt.Strategies;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrialsTableTest {

  @Test
  void schemaIsTheGoldenOne() throws IOException {
    String schema =
        Arrays.stream(TrialsTable.schema().fields())
            .map(field -> field.name() + ":" + field.dataType().simpleString())
            .collect(Collectors.joining("\n", "", "\n"));
    try (var golden = getClass().getResourceAsStream("/golden/trials-schema.txt")) {
      assertThat(schema).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void everyParameterAndMetricHasOneCommentedColumn() {
    List<String> names = List.of(TrialsTable.schema().fieldNames());
    assertThat(names).doesNotHaveDuplicates().containsAll(Metric.columns());
    assertThat(names).containsAll(Strategies.parameters().stream().map(Parameter::name).toList());
    assertThat(TrialsTable.schema().fields()).allMatch(field -> field.getComment().isDefined());
  }

  @Property(tries = 300)
  void rowsReadBackAsTheyWere(
      @ForAll("metrics") Map<Metric, Double> metrics,
      @ForAll("strategies") String strategy,
      @ForAll Status status,
      @ForAll FailureCategory category,
      @ForAll String message,
      @ForAll("micros") Instant finished,
      @ForAll("rates") double rate) {
    TrialResult result =
        SampleResults.result(
            SampleResults.spec(Map.of("strategy", strategy, "learning_rate", rate)),
            status,
            status == Status.FAILED ? category : null,
            message,
            new Measurements(metrics),
            finished);
    TrialResult withoutCurve = SampleResults.with(result, List.of());
    assertThat(TrialsTable.fromRow(TrialsTable.toRow(result, "s"))).isEqualTo(withoutCurve);
  }

  @ParameterizedTest
  @EnumSource
  void failuresKeepTheirCategoryAndMessage(FailureCategory category) {
    TrialResult failed = SampleResults.failed(category);
    Row row = TrialsTable.toRow(failed, "s");
    assertThat(row.<String>getAs("failure_category")).isEqualTo(category.name());
    assertThat(TrialsTable.fromRow(row)).isEqualTo(SampleResults.with(failed, List.of()));
  }

  @Test
  void whatDoesNotApplyOrWasNotMeasuredIsNull() {
    Row row = TrialsTable.toRow(SampleResults.fewShot(), "s");
    assertThat(row.<Long>getAs("shots")).isEqualTo(4L);
    for (String column : List.of("lora_rank", "epochs", "energy_joules", "failure_category")) {
      assertThat(row.<Object>getAs(column)).as(column).isNull();
    }
  }

  @Test
  void rowsOlderThanAColumnReadItsDefault() {
    TrialResult lora = SampleResults.with(SampleResults.lora(1, 0.5), List.of());
    List<String> newer = List.of("lora_alpha", "accuracy", "latency_samples_millis", "host");
    TrialResult read = TrialsTable.fromRow(without(TrialsTable.toRow(lora, "s"), newer));
    assertThat(read.spec()).isEqualTo(lora.spec());
    assertThat(read.measurements().find(Metric.ACCURACY)).isEmpty();
    assertThat(read.latencySamplesMillis()).isEmpty();
    assertThat(read.provenance().host()).isEmpty();
  }

  @Test
  void anUnknownValueIsRefusedNamingTheTrial() {
    Row row = TrialsTable.toRow(SampleResults.fewShot(), "nightly");
    Object[] cells = new Object[row.size()];
    Arrays.setAll(cells, row::get);
    cells[row.fieldIndex("strategy")] = "telepathy";
    assertThatThrownBy(() -> TrialsTable.fromRow(new GenericRowWithSchema(cells, row.schema())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot read trial " + SampleResults.fewShot().spec().id())
        .hasMessageContaining("of sweep nightly: Unknown strategy: telepathy; known: full");
  }

  /** A row as a version wrote it that did not know the columns. */
  static Row without(Row row, List<String> columns) {
    StructField[] kept =
        Arrays.stream(row.schema().fields())
            .filter(field -> !columns.contains(field.name()))
            .toArray(StructField[]::new);
    Object[] cells = Arrays.stream(kept).map(field -> row.getAs(field.name())).toArray();
    return new GenericRowWithSchema(cells, new StructType(kept));
  }

  @Provide
  Arbitrary<Map<Metric, Double>> metrics() {
    return Arbitraries.maps(
            Arbitraries.of(Metric.class), Arbitraries.doubles().between(-1e12, 1e12))
        .map(
            values -> {
              Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
              new HashMap<>(values)
                  .forEach((m, v) -> metrics.put(m, m.whole() ? (double) Math.round(v) : v));
              return metrics;
            });
  }

  @Provide
  Arbitrary<String> strategies() {
    return Arbitraries.of(Strategies.known().keySet());
  }

  @Provide
  Arbitrary<Instant> micros() {
    return Arbitraries.longs()
        .between(0, 4_000_000_000_000_000L)
        .map(micros -> Instant.EPOCH.plusNanos(micros * 1000));
  }

  @Provide
  Arbitrary<Double> rates() {
    return Arbitraries.doubles().between(1e-9, 10).ofScale(12);
  }
}
