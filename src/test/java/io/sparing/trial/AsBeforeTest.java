package io.sparing.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.adapt.Parameter;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** With a made-up setting that came after the trials of today. */
class AsBeforeTest {

  private static final TrialSpec OLD =
      TrialSpecParser.fromSettings(
          Map.of("dataset", "wordnet-topic", "model", "minilm-l6", "strategy", "lora"));

  private static Parameter mood(long defaultValue) {
    return Parameter.integer("mood", 0, 9, defaultValue, "how it feels").asBefore(0);
  }

  private static TrialSpec with(long mood) {
    SortedMap<String, Object> parameters = new TreeMap<>(OLD.strategyParameters());
    parameters.put("mood", mood);
    return new TrialSpec(
        OLD.dataset(),
        OLD.data(),
        OLD.trainExamples(),
        OLD.testExamples(),
        OLD.maxLength(),
        OLD.model(),
        OLD.strategy(),
        parameters,
        OLD.numberFormat(),
        OLD.training(),
        OLD.seed());
  }

  private static String canonical(TrialSpec spec, Parameter... settings) {
    return TrialSpecParser.toJson(spec, AsBefore.of(List.of(settings))).toString();
  }

  @Test
  void theValueThatMeansAsBeforeIsLeftOutAndNoOther() {
    assertThat(canonical(with(0), mood(0))).isEqualTo(canonical(OLD));
    assertThat(canonical(with(5), mood(0))).contains("\"mood\":5");
  }

  @Test
  void aChangedDefaultIsAnotherTrial() {
    assertThat(canonical(with(5), mood(5))).isNotEqualTo(canonical(OLD)).contains("\"mood\":5");
    assertThat(canonical(with(0), mood(5))).isEqualTo(canonical(OLD));
  }

  @Test
  void settingsThatDeclareNoneEnterEveryId() {
    Parameter mood = Parameter.integer("mood", 0, 9, 0L, "how it feels");
    assertThat(canonical(with(0), mood)).contains("\"mood\":0");
    assertThat(AsBefore.of(List.of(mood)).values()).isEmpty();
  }

  @Test
  void aTrialOlderThanASettingHadTheValueAsBeforeAndNotTheDefaultOfToday() {
    AsBefore asBefore = AsBefore.of(List.of(mood(5)));
    List<String> takes = List.of("strategy", "mood");
    assertThat(asBefore.fill(Map.of("strategy", "lora"), takes)).containsEntry("mood", 0L);
    assertThat(asBefore.fill(Map.of("mood", 7L), takes)).containsEntry("mood", 7L);
    assertThat(asBefore.fill(Map.of("strategy", "full"), List.of("strategy")))
        .containsOnlyKeys("strategy");
  }

  @Test
  void aValueThatTheSettingCannotTakeIsRefused() {
    assertThatThrownBy(() -> mood(0).asBefore(10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid mood: 10; expected");
  }
}
