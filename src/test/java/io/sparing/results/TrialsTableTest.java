package io.sparing.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sparing.adapt.Parameter;
import io.sparing.adapt.Strategies;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialResultParser;
import io.sparing.trial.WrittenResult;
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
    assertThat(ResultsReader.trial(SampleResults.row(result, "s"))).isEqualTo(withoutCurve);
  }

  @ParameterizedTest
  @EnumSource
  void failuresKeepTheirCategoryAndMessage(FailureCategory category) {
    TrialResult failed = SampleResults.failed(category);
    Row row = SampleResults.row(failed, "s");
    assertThat(row.<String>getAs("failure_category")).isEqualTo(category.name());
    assertThat(ResultsReader.trial(row)).isEqualTo(SampleResults.with(failed, List.of()));
  }

  @Test
  void whatDoesNotApplyOrWasNotMeasuredIsNull() {
    Row row = SampleResults.row(SampleResults.fewShot(), "s");
    assertThat(row.<Long>getAs("shots")).isEqualTo(4L);
    for (String column : List.of("lora_rank", "epochs", "energy_joules", "failure_category")) {
      assertThat(row.<Object>getAs(column)).as(column).isNull();
    }
  }

  @Test
  void theNamesKnownWithoutSparkAreThoseOfTheTable() {
    assertThat(ColumnNames.all()).containsExactlyInAnyOrder(TrialsTable.schema().fieldNames());
  }

  @Test
  void aRowKeepsItsOwnIdAndSaysItsVersionAndFormat() {
    TrialResult lora = SampleResults.with(SampleResults.lora(1, 0.5), List.of());
    JsonObject json = TrialResultParser.toJson(lora);
    json.addProperty("trial_id", "0123456789abcdef");
    json.remove("format_version");
    Row row = TrialsTable.toRow(StoredResult.read(json, 7), "s");
    assertThat(row.<Long>getAs("version")).isEqualTo(7);
    assertThat(row.<Integer>getAs("format_version")).isEqualTo(1);
    assertThat(row.<String>getAs("unknown")).isNull();
    TrialResult read = ResultsReader.trial(row);
    assertThat(read.id()).isEqualTo("0123456789abcdef");
    assertThat(read.spec()).isEqualTo(lora.spec());
  }

  @Test
  void whatThisVersionDoesNotKnowIsARowToo() {
    TrialResult lora = SampleResults.lora(1, 0.5);
    JsonObject json = TrialResultParser.toJson(lora);
    json.addProperty("trial_id", "x");
    json.addProperty("status", "PAUSED");
    json.getAsJsonObject("spec").addProperty("strategy", "telepathy");
    json.getAsJsonObject("spec").addProperty("mood", 5);
    json.getAsJsonObject("spec").addProperty("seed", "odd");
    json.getAsJsonObject("metrics").addProperty("joy", 1.5);
    json.getAsJsonObject("provenance").addProperty("weather", "fair");
    json.addProperty("moon", "full");
    StoredResult stored = StoredResult.read(json, 2);
    assertThat(stored.result()).isEmpty();
    Row row = TrialsTable.toRow(stored, "s");
    Row known = SampleResults.row(lora, "s");
    Map<String, Object> changed = new HashMap<>();
    changed.put("trial_id", "x");
    changed.put("status", "PAUSED");
    changed.put("strategy", "telepathy");
    changed.put("seed", null);
    // A value that means "as before" is not in the file, and nothing says that it applies.
    Strategies.parameters().stream()
        .filter(parameter -> parameter.asBefore() != null)
        .forEach(parameter -> changed.put(parameter.name(), null));
    changed.put("version", 2L);
    changed.put(
        "unknown",
        "{\"spec\":{\"seed\":\"odd\",\"mood\":5},\"metrics\":{\"joy\":1.5},"
            + "\"provenance\":{\"weather\":\"fair\"},\"moon\":\"full\"}");
    for (String column : TrialsTable.schema().fieldNames()) {
      Object expected = changed.getOrDefault(column, known.getAs(column));
      assertThat(row.<Object>getAs(column)).as(column).isEqualTo(expected);
    }
    assertThat(CurvesTable.toRows(stored, "s"))
        .extracting(point -> point.getAs("step"), point -> point.getAs("validation_accuracy"))
        .containsExactly(tuple(10L, null), tuple(20L, 0.75));
  }

  @Test
  void whatIsNewBesideAKnownResultIsCarriedAlongToo() {
    TrialResult lora = SampleResults.lora(1, 0.5);
    JsonObject json = TrialResultParser.toJson(lora);
    json.getAsJsonObject("provenance").addProperty("weather", "fair");
    json.getAsJsonArray("curve").get(1).getAsJsonObject().addProperty("joy", 1.5);
    StoredResult stored = StoredResult.read(json, 1);
    assertThat(stored.result()).contains(lora);
    Row row = TrialsTable.toRow(stored, "s");
    assertThat(row.<String>getAs("unknown"))
        .startsWith("{\"curve\":[{\"step\":10")
        .endsWith("\"joy\":1.5}],\"provenance\":{\"weather\":\"fair\"}}");
    assertThat(row.<Double>getAs("accuracy")).isEqualTo(0.5);
    assertThat(CurvesTable.toRows(stored, "s")).hasSize(2);
    assertThatThrownBy(() -> ResultsReader.trial(row))
        .hasMessageEndingWith(
            "Unknown column: curve, weather; a later version of Sparing wrote it");
  }

  @Test
  void aLaterFormatIsARowOfWhatStillFits() {
    JsonObject json = new JsonObject();
    json.addProperty("trial_id", "x");
    json.addProperty("status", "OK");
    json.addProperty("format_version", 3);
    JsonArray curve = new JsonArray();
    curve.add(0.5);
    json.add("curve", curve);
    Row row = TrialsTable.toRow(StoredResult.read(json, 1), "s");
    assertThat(row.<String>getAs("trial_id")).isEqualTo("x");
    assertThat(row.<String>getAs("sweep")).isEqualTo("s");
    assertThat(row.<Integer>getAs("format_version")).isEqualTo(3);
    assertThat(row.<String>getAs("unknown")).isEqualTo("{\"curve\":[0.5]}");
    assertThat(row.<Object>getAs("threads")).isNull();
    assertThat(CurvesTable.toRows(StoredResult.read(json, 1), "s")).isEmpty();
  }

  @Test
  void aPointOfACurveSaysWhichRunItIsOf() {
    Row point =
        CurvesTable.toRows(StoredResult.of(WrittenResult.of(SampleResults.lora(1, 0.5)), 3), "s")
            .get(1);
    assertThat(point.<Long>getAs("version")).isEqualTo(3);
    assertThat(point.<String>getAs("device")).isEqualTo("cpu");
    assertThat(point.<Instant>getAs("finished_at")).isEqualTo(SampleResults.FINISHED);
    assertThat(point.<Long>getAs("step")).isEqualTo(20);
  }

  @Test
  void rowsOlderThanAColumnReadItsDefault() {
    TrialResult lora = SampleResults.with(SampleResults.lora(1, 0.5), List.of());
    List<String> newer = List.of("lora_alpha", "accuracy", "latency_samples_millis", "host");
    TrialResult read = ResultsReader.trial(without(SampleResults.row(lora, "s"), newer));
    assertThat(read.spec()).isEqualTo(lora.spec());
    assertThat(read.measurements().find(Metric.ACCURACY)).isEmpty();
    assertThat(read.latencySamplesMillis()).isEmpty();
    assertThat(read.provenance().host()).isEmpty();
  }

  @Test
  void anUnknownValueIsRefused() {
    Row row = SampleResults.row(SampleResults.fewShot(), "nightly");
    Object[] cells = new Object[row.size()];
    Arrays.setAll(cells, row::get);
    cells[row.fieldIndex("strategy")] = "telepathy";
    assertThatThrownBy(() -> ResultsReader.trial(new GenericRowWithSchema(cells, row.schema())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Unknown strategy: telepathy; known: full");
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
