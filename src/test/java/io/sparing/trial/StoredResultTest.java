package io.sparing.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredResultTest {

  private static final Instant FINISHED = Instant.parse("2026-01-01T00:00:01Z");

  /** A line as the version before {@code format_version} wrote it. */
  private static final String OLD_LINE =
      """
      {"trial_id":"%s","spec":{"batch_size":16,"class_weights":"none","dataset":"wordnet-topic",\
      "early_stopping_patience":0,"epochs":3,"gradient_accumulation_steps":1,\
      "gradient_checkpointing":false,"label_smoothing":0.0,"learning_rate":5.0E-5,"max_grad_norm":1.0,\
      "max_length":128,"model":"bge-small","number_format":"fp32","seed":7,"strategy":"full",\
      "test_examples":0,"train_examples":0,"validation":"warn","warmup_ratio":0.1,\
      "weight_decay":0.01},"status":"OK","message":"","metrics":{"accuracy":0.5},\
      "latency_samples_millis":[1.5],"curve":[{"step":1,"epoch":0.5,"seconds":0.25,"train_loss":2.3}],\
      "provenance":{"code_version":"dev","jvm":"jvm","djl":"djl","pytorch":"pytorch",\
      "hardware":"a processor","host":"host","threads":2,"device":"cpu","weights_sha256":"aa",\
      "data_sha256":"bb","lanes":1,"started_at":"2026-01-01T00:00:00Z",\
      "finished_at":"2026-01-01T00:00:01Z"}}
      """;

  private static TrialResult ok() {
    TrialSpec spec =
        TrialSpecParser.fromSettings(
            Map.of("dataset", "wordnet-topic", "model", "bge-small", "strategy", "lora"));
    return new TrialResult(
        spec,
        Status.OK,
        null,
        "",
        new Measurements(Map.of(Metric.ACCURACY, 0.5)),
        List.of(1.5),
        List.of(new CurvePoint(1, 0.5, 0.25, 2.3, null)),
        new Provenance(
            "dev",
            "jvm",
            "djl",
            "pytorch",
            "hardware",
            "host",
            2,
            "gpu",
            "aa",
            "bb",
            1,
            Instant.parse("2026-01-01T00:00:00Z"),
            FINISHED));
  }

  private static JsonObject json() {
    return TrialResultParser.toJson(ok());
  }

  private static JsonObject parse(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }

  @Test
  void aResultReadsBackWithItsVersion() {
    StoredResult stored = StoredResult.of(WrittenResult.of(ok()), 3);
    StoredResult read = StoredResult.read(parse(stored.raw().toString()), 3);
    assertThat(read).isEqualTo(stored);
    assertThat(read.result()).contains(ok());
    assertThat(read.version()).isEqualTo(3);
    assertThat(read.format()).isEqualTo(2);
    assertThat(read.status()).isEqualTo("OK");
    assertThat(read.device()).isEqualTo("gpu");
    assertThat(read.finishedAt()).isEqualTo(FINISHED);
    assertThat(read.reason()).isEmpty();
  }

  @Test
  void aLineOfTheVersionBeforeFormatsReadsAsItDid() {
    StoredResult old = StoredResult.read(parse(OLD_LINE.formatted("858809f55e10e841")), 1);
    assertThat(old.format()).isEqualTo(1);
    TrialResult result = old.result().orElseThrow();
    assertThat(result.id()).isEqualTo(result.spec().id());
    assertThat(result.spec().seed()).isEqualTo(7);
    assertThat(result.measurements().values()).containsExactly(Map.entry(Metric.ACCURACY, 0.5));
  }

  @Test
  void aResultKeepsTheIdThatItsWriterGaveIt() {
    StoredResult stored = StoredResult.read(parse(OLD_LINE.formatted("0123456789abcdef")), 1);
    TrialResult result = stored.result().orElseThrow();
    assertThat(result.id()).isEqualTo("0123456789abcdef").isNotEqualTo(result.spec().id());
    assertThat(TrialResultParser.toJson(result).get("trial_id").getAsString())
        .isEqualTo("0123456789abcdef");
    assertThat(result.saying("a word").id()).isEqualTo("0123456789abcdef");
    assertThat(result.of(result.spec()).id()).isEqualTo(result.spec().id());
  }

  @ParameterizedTest
  @CsvSource({
    "spec, strategy, telepathy, Unknown strategy: telepathy; known: ",
    "spec, mood, cheerful, Unknown setting: mood; known: dataset",
    "spec, lora_rank, -1, Invalid lora_rank: -1; expected ",
    "metrics, joy, 1.5, Unknown metric: joy; known: accuracy",
    "'', status, PAUSED, Unknown status: PAUSED; known: OK",
    "'', failure_category, BORED, Unknown failure category: BORED; known: ",
    "'', format_version, 3, Unknown format: 3; this version of Sparing reads up to 2",
  })
  void whatThisVersionDoesNotKnowIsCarriedAlong(
      String object, String name, String value, String reason) {
    JsonObject json = json();
    JsonObject changed = object.isEmpty() ? json : json.getAsJsonObject(object);
    changed.addProperty(name, value);
    StoredResult stored = StoredResult.read(json, 2);
    assertThat(stored.result()).isEmpty();
    assertThat(stored.reason()).startsWith(reason).doesNotContain("\n");
    assertThat(stored.id()).isEqualTo(ok().id());
    assertThat(stored.raw()).isEqualTo(json);
    assertThat(stored.status()).isEqualTo(name.equals("status") ? "PAUSED" : "OK");
    assertThat(stored.finishedAt()).isEqualTo(FINISHED);
  }

  @Test
  void anUnknownSettingMayHoldWhatNoSettingHoldsToday() {
    JsonArray nested = new JsonArray();
    nested.add(new JsonObject());
    for (JsonElement value : List.of(new JsonObject(), nested, JsonNull.INSTANCE)) {
      JsonObject json = json();
      json.getAsJsonObject("spec").add("mood", value);
      assertThat(StoredResult.read(json, 1).reason()).startsWith("Unknown setting: mood");
    }
  }

  @Test
  void aLaterFormatNeedsOnlyAnIdAndAStatus() {
    JsonObject json = new JsonObject();
    json.addProperty("trial_id", "1");
    json.addProperty("status", "OK");
    json.addProperty("format_version", 3);
    StoredResult stored = StoredResult.read(json, 1);
    assertThat(stored.result()).isEmpty();
    assertThat(stored.finishedAt()).isNull();
    assertThat(stored.device()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trial_id",
        "spec",
        "status",
        "message",
        "metrics",
        "latency_samples_millis",
        "curve",
        "provenance"
      })
  void whatLacksAFieldIsNoResultEvenWithAnUnknownStrategy(String name) {
    JsonObject json = json();
    json.getAsJsonObject("spec").addProperty("strategy", "telepathy");
    json.remove(name);
    assertThatThrownBy(() -> StoredResult.read(json, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read a trial's result without its " + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec", "curve", "metrics", "provenance", "format_version"})
  void aFieldOfAnotherKindIsNoResult(String name) {
    JsonObject json = json();
    json.add(name, new JsonPrimitive("something else"));
    assertThatThrownBy(() -> StoredResult.read(json, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot read a trial's result");
  }

  @Test
  void versionsCountFromOne() {
    assertThatThrownBy(() -> StoredResult.of(WrittenResult.of(ok()), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid version: 0 of trial " + ok().id());
  }
}
