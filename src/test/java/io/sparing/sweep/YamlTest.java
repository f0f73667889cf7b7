package io.sparing.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.trial.TrialSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What YAML says beside keys and values. */
class YamlTest {

  private static final String HEADER = "name: a\nmetric: accuracy\ndataset: wordnet-topic\n";
  private static final String BLOCK = "blocks:\n  - {strategy: lora, model: minilm-l6}\n";

  private static List<TrialSpec> trials(String text, String... overrides) {
    return SweepParser.parse(text, "s.yaml", List.of(overrides)).trials();
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> trials(text))
        .isInstanceOf(InvalidSweepException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "~", "", "Null", "NULL"})
  void noValueIsTheDefault(String none) {
    String base = "base:\n  split: %s\n  text_pair: %s\n  epochs: %s\n  rank_pattern: %s\n";
    String text =
        HEADER
            + "description: "
            + none
            + "\ntimeout_minutes: "
            + none
            + "\n"
            + base.replace("%s", none)
            + BLOCK;
    assertThat(trials(text)).isEqualTo(trials(HEADER + BLOCK));
    assertThat(trials(HEADER + "base: " + none + "\n" + BLOCK)).isEqualTo(trials(HEADER + BLOCK));
  }

  @Test
  void inABlockNoValueLeavesTheBases() {
    String text = HEADER + "base: {epochs: 2}\n" + BLOCK.replace("}", ", epochs: ~}");
    assertThat(trials(text).get(0).training().orElseThrow().epochs()).isEqualTo(2);
  }

  @Test
  void anOverrideWithoutValueBringsTheDefaultBack() {
    String text = HEADER + "base: {seed: 7}\n" + BLOCK.replace("}", ", epochs: [1, 2]}");
    assertThat(trials(text, "epochs=null", "seed=~")).isEqualTo(trials(HEADER + BLOCK));
  }

  @Test
  void whatMustBeGivenIsMissingWithoutValue() {
    assertRefused(HEADER.replace("name: a", "name:") + BLOCK, "Cannot read a sweep without name");
    assertRefused(HEADER + "blocks:\n", "Cannot read a sweep without blocks");
    assertRefused(
        HEADER + BLOCK.replace("minilm-l6", "~"), "Cannot expand the block without model");
    assertRefused(HEADER + "base: {epoch: null}\n" + BLOCK, "Unknown setting: epoch");
    assertRefused(
        HEADER + BLOCK.replace("}", ", seed: [1, null]}"), "Invalid seed: null; expected");
  }

  @Test
  void aQuotedNullIsAText() {
    String text = HEADER.replace("wordnet-topic", "src/test/resources/absent.csv") + BLOCK;
    assertRefused(text.replace("}", ", validation: 'null'}"), "Unknown validation: null");
  }

  @Test
  void mergedKeysStandWhereTheMergeStands() {
    String text =
        HEADER
            + """
            base: &b {train_examples: 64, test_examples: 50}
            blocks:
              - &one {strategy: lora, model: minilm-l6, lora_rank: [2, 4]}
              - <<: *one
                seed: 1
              - <<: [{epochs: 1}, *one, *b]
                train_examples: 32
                epochs: 2
            """;
    List<TrialSpec> trials = trials(text);
    assertThat(trials).hasSize(6);
    assertThat(trials.get(2).seed()).isEqualTo(1);
    assertThat(trials.get(4).trainExamples()).isEqualTo(32);
    assertThat(trials.get(4).testExamples()).isEqualTo(50);
    assertThat(trials.get(4).training().orElseThrow().epochs()).isEqualTo(2);
  }

  @Test
  void whatCannotBeMergedIsRefused() {
    assertRefused(
        HEADER + "blocks:\n  - {<<: 3, strategy: lora, model: minilm-l6}\n",
        "s.yaml:5: Invalid <<: 3; expected a mapping such as *name");
    assertRefused(
        HEADER + "base: &b {epochs: 1, <<: *b}\n" + BLOCK,
        "s.yaml:4: Invalid <<: a mapping cannot be merged into itself");
    assertRefused(HEADER + "base: {<<: {epochs: 1}, <<: {seed: 1}}\n" + BLOCK, "already given");
    assertRefused(HEADER + "base: {<<: {epoch: 1}}\n" + BLOCK, "Unknown setting: epoch");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 20_000, 200_000})
  void whatNestsTooDeepIsRefused(int depth) {
    assertRefused(
        HEADER + "blocks: " + "[".repeat(depth) + "]".repeat(depth) + "\n",
        "s.yaml:4: Invalid YAML: nests too deep; expected at most 50 levels");
    assertRefused(HEADER + "blocks:\n  " + "- ".repeat(depth) + "a\n", "nests too deep");
    assertRefused(HEADER + "blocks: " + "{a: ".repeat(depth), "nests too deep");
    assertThatThrownBy(() -> trials(HEADER + BLOCK, "epochs=" + "[".repeat(depth)))
        .hasMessageContaining("nests too deep");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!mine 3|Invalid YAML: the tag !mine",
        "!!binary aGk=|Invalid YAML: the tag tag:yaml.org,2002:binary",
        "!!python/object:x.Y {}|Invalid YAML: the tag tag:yaml.org,2002:python/object:x.Y",
        "0x10|Invalid epochs: 0x10; expected a whole number such as 20 or 2_000",
        "0o17|Invalid epochs: 0o17; expected a whole number",
        "1e3|Invalid epochs: 1e3; expected a whole number",
        "2,5|Invalid epochs: 2,5; expected a whole number such as 20 or 2_000",
        "1_0|Invalid epochs: 1_0; expected a whole number",
        "٣|Invalid epochs: ٣; expected a whole number",
        ".inf|Invalid epochs: .inf; expected a whole number",
        "yes|Invalid epochs: yes; expected a whole number",
        "2026-11-28|Invalid epochs: 2026-11-28; expected a whole number",
        "*gone|Invalid YAML: found undefined alias gone"
      })
  void whatIsNoWholeNumberInYamlIsRefused(String value, String message) {
    assertRefused(HEADER + "base:\n  epochs: " + value + "\n" + BLOCK, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1_000|1000", "010|10", "+5|5", "!!int 7|7", "'8'|8"})
  void wholeNumbersMeanWhatTheySay(String value, int epochs) {
    String text = HEADER + "base:\n  epochs: " + value + "\n" + BLOCK;
    assertThat(trials(text).get(0).training().orElseThrow().epochs()).isEqualTo(epochs);
  }

  @ParameterizedTest
  @ValueSource(strings = {".inf", ".nan", "NaN", "Infinity", "0x1p-3", "1f", "0,1", "1_0.5", "١"})
  void whatIsNoNumberIsRefused(String value) {
    assertRefused(
        HEADER + "base:\n  weight_decay: \"" + value + "\"\n" + BLOCK,
        "Invalid weight_decay: " + value + "; expected a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no", "on", "off", "1", "y"})
  void otherWordsForTruthAreRefused(String value) {
    assertRefused(
        HEADER + "base:\n  gradient_checkpointing: " + value + "\n" + BLOCK,
        "Invalid gradient_checkpointing: " + value + "; expected true or false");
  }

  @Test
  void thereIsOneDocument() {
    assertRefused(
        HEADER + BLOCK + "---\n" + HEADER,
        "s.yaml:6: Invalid YAML: a second document; expected one, without '---' in between");
    assertThat(trials("---\n" + HEADER + BLOCK + "...\n")).hasSize(1);
  }
}
