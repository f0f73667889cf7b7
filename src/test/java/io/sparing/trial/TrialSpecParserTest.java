package io.sparing.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.sparing.adapt.Strategies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrialSpecParserTest {

  private static Map<String, Object> settings(Object... namesAndValues) {
    Map<String, Object> settings =
        new LinkedHashMap<>(
            Map.of("dataset", "wordnet-topic", "model", "minilm-l6", "strategy", "lora"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return settings;
  }

  static List<String> strategies() {
    return List.copyOf(Strategies.known().keySet());
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void settingsAndJsonReadBackAsTheSameSpec(String strategy) {
    List<String> formats = Strategies.find(strategy).numberFormats();
    String format = formats.isEmpty() ? "int8" : formats.get(formats.size() - 1);
    TrialSpec spec =
        TrialSpecParser.fromSettings(
            settings("strategy", strategy, "seed", Long.MAX_VALUE, "number_format", format));
    assertThat(TrialSpecParser.fromSettings(TrialSpecParser.toSettings(spec))).isEqualTo(spec);
    String json = TrialSpecParser.toJson(spec).toString();
    TrialSpec read = TrialSpecParser.fromJson(JsonParser.parseString(json).getAsJsonObject());
    assertThat(read).isEqualTo(spec);
    assertThat(read.id()).isEqualTo(spec.id());
  }

  @Test
  void defaultsFillWhatIsMissing() {
    TrialSpec spec = TrialSpecParser.fromSettings(settings());
    assertThat(spec.strategyParameters())
        .containsEntry("lora_rank", 8L)
        .containsEntry("lora_alpha", 16.0)
        .containsEntry("target_modules", List.of("query", "value"));
    assertThat(spec.training().orElseThrow().optimizer().learningRate()).isEqualTo(1e-3);
    assertThat(spec.training().orElseThrow().batchSize()).isEqualTo(16);
    assertThat(spec.numberFormat()).isEqualTo("fp32");
    assertThat(spec.label()).isEqualTo("minilm-l6 · lora r=8 · fp32");
  }

  @Test
  void trainingSettingsAreLeftOutWhereNothingTrains() {
    TrialSpec spec = TrialSpecParser.fromSettings(settings("strategy", "zero-shot", "epochs", 5));
    assertThat(spec.training()).isEmpty();
    assertThat(spec.id())
        .isEqualTo(TrialSpecParser.fromSettings(settings("strategy", "zero-shot")).id());
  }

  /** The ids of 2026-11, which published results have. They stay for good. */
  @ParameterizedTest
  @CsvSource({
    "d564caee957fcbb4, strategy=full",
    "2146bb59548a29a4, strategy=zero-shot",
    "938157daac1b65dd, strategy=few-shot shots=4",
    "e882612942ba8061, strategy=lora lora_rank=4 seed=3 number_format=int8",
    "3c786e9f573d4ddd, strategy=qlora",
    "ae9804a374b054d6, strategy=adalora epochs=1 train_examples=2000",
    "db91642a62a65c50, strategy=prompt gradient_checkpointing=true",
  })
  void idsStayAsTheyAre(String id, String written) {
    Map<String, Object> settings = settings();
    for (String setting : written.split(" ", -1)) {
      String[] nameAndValue = setting.split("=", 2);
      settings.put(nameAndValue[0], nameAndValue[1]);
    }
    assertThat(TrialSpecParser.fromSettings(settings).id()).isEqualTo(id);
  }

  @Test
  void theIdDependsOnContentAlone() {
    Map<String, Object> settings =
        settings("lora_rank", 8, "target_modules", List.of("value", "query"), "epochs", "3");
    List<String> names = new ArrayList<>(settings.keySet());
    Collections.reverse(names);
    Map<String, Object> reversed = new LinkedHashMap<>();
    names.forEach(name -> reversed.put(name, settings.get(name)));
    String id = TrialSpecParser.fromSettings(settings).id();
    assertThat(id).matches("[0-9a-f]{16}");
    assertThat(TrialSpecParser.fromSettings(reversed).id()).isEqualTo(id);
    assertThat(TrialSpecParser.fromSettings(settings()).id()).isEqualTo(id);
    assertThat(TrialSpecParser.fromSettings(settings("lora_rank", 4)).id()).isNotEqualTo(id);
    assertThat(TrialSpecParser.fromSettings(settings("seed", 1)).id()).isNotEqualTo(id);
  }

  @Test
  void onesOwnFileKeepsItsColumnsAndGetsAnAbsolutePath() {
    TrialSpec spec =
        TrialSpecParser.fromSettings(
            settings("dataset", "My Data/Reviews.CSV", "text", "Review", "validation", "Drop"));
    assertThat(spec.dataset())
        .isEqualTo(Path.of("My Data/Reviews.CSV").toAbsolutePath().toString());
    assertThat(TrialSpecParser.toSettings(spec))
        .containsEntry("text", "Review")
        .containsEntry("label", "label")
        .containsEntry("text_pair", "")
        .containsEntry("test_ratio", 0.1)
        .containsEntry("validation", "drop");
    String json = TrialSpecParser.toJson(spec).toString();
    assertThat(TrialSpecParser.fromJson(JsonParser.parseString(json).getAsJsonObject()))
        .isEqualTo(spec);
  }

  @Test
  void aDataSetWithAManifestTakesNoColumns() {
    TrialSpec spec = TrialSpecParser.fromSettings(settings("dataset", "SST-2", "text", "review"));
    assertThat(spec.dataset()).isEqualTo("sst-2");
    assertThat(TrialSpecParser.toSettings(spec)).doesNotContainKey("text");
    assertThat(spec).isEqualTo(TrialSpecParser.fromSettings(settings("dataset", "sst-2")));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    refused(settings("lora_rnk", 8), "Unknown setting: lora_rnk; known: dataset, train_examples, ");
    refused(
        settings("strategy", "loar"),
        "Unknown strategy: loar; known: " + String.join(", ", Strategies.known().keySet()));
    refused(
        settings("shots", 4), "Invalid shots: 4; strategy lora does not take it, only lora_rank");
    refused(
        settings("strategy", "full", "lora_rank", 4),
        "Invalid lora_rank: 4; strategy full does not take it");
    refused(settings("dataset", null), "Cannot build a trial without dataset (data set, ");
    refused(settings("strategy", null), "Cannot build a trial without strategy (");
    refused(settings("dataset", "imdb"), "Unknown dataset: imdb; known: wordnet-topic, ");
    refused(settings("model", "gpt"), "Unknown model: gpt; known: minilm-l6, ");
    refused(
        settings("number_format", "int3"), "Invalid number_format: int3; expected one of fp32, ");
    refused(settings("learning_rate", 11), "Invalid learning_rate: 11; expected a number from ");
    refused(settings("seed", -1), "Invalid seed: -1; expected a whole number of at least 0");
    refused(
        settings("train_examples", 5_000_000_000L),
        "Invalid train_examples: 5000000000; expected a whole number of at most 2147483647");
  }

  private static void refused(Map<String, ?> settings, String start) {
    assertThatThrownBy(() -> TrialSpecParser.fromSettings(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(start);
  }
}
