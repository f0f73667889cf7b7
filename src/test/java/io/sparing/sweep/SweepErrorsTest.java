package io.sparing.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every way in which a sweep is refused; blocks begin on line 5. */
final class SweepErrorsTest {

  private static final String BLOCKS = Sweeps.HEADER + "blocks:\n";

  private static void assertRefused(String text, String... lines) {
    assertRefused(text, List.of(), lines);
  }

  private static void assertRefused(String text, List<String> overrides, String... lines) {
    InvalidSweepException e =
        catchThrowableOfType(
            InvalidSweepException.class, () -> SweepParser.parse(text, "s.yaml", overrides));
    assertThat(e).isNotNull();
    List<String> message = e.getMessage().lines().toList();
    String count = lines.length == 1 ? "1 problem" : lines.length + " problems";
    assertThat(message.get(0)).isEqualTo("Invalid sweep: s.yaml; " + count);
    assertThat(e.problems()).hasSameSizeAs(lines);
    for (int i = 0; i < lines.length; i++) {
      int cut = lines[i].indexOf('…');
      String start = cut < 0 ? lines[i] : lines[i].substring(0, cut);
      String end = lines[i].substring(cut + 1);
      assertThat(message.get(i + 1)).startsWith("  " + start);
      assertThat(message.get(i + 1)).endsWith(end);
    }
  }

  private static String block(String settings) {
    return BLOCKS + "  - {strategy: lora, model: minilm-l6, " + settings + "}\n";
  }

  @Test
  void whatTheModelOrTheStrategyCannotTakeIsRefused() {
    assertRefused(
        BLOCKS
            + """
              - {strategy: freeze, model: minilm-l6, frozen_layers: [2, 7]}
              - {strategy: prompt, model: minilm-l6, max_length: 512}
              - {strategy: [lora, prompt], model: minilm-l6, num_virtual_tokens: 10, max_length: 503}
              - {strategy: distillation, model: minilm-l6, gradient_checkpointing: true}
              - {strategy: distillation, model: minilm-l6, label_smoothing: 0.1}
              - {strategy: distillation, model: minilm-l6, teacher: bge-base}
            """,
        "s.yaml:5: Invalid frozen_layers: 7; model minilm-l6 has 6 layers",
        "s.yaml:6: Invalid max_length: 512; beside 20 virtual tokens model minilm-l6 takes at most"
            + " 492 tokens",
        "s.yaml:7: Invalid max_length: 503; beside 10 virtual tokens model minilm-l6 takes at most"
            + " 502 tokens",
        "s.yaml:8: Invalid gradient_checkpointing: true; the loss of distillation cannot be"
            + " computed layer by layer",
        "s.yaml:9: Invalid label_smoothing: 0.1; the loss of distillation does not smooth labels,"
            + " …",
        "s.yaml:10: Invalid hidden_weight: 1.0; layers of bge-base (768 wide) and minilm-l6 (384"
            + " wide) …");
  }

  @Test
  void virtualTokensAtLayersTakeNoPositions() {
    String text =
        BLOCKS + "  - {strategy: prompt, model: minilm-l6, prompt_layers: all, max_length: 512}\n";
    assertThat(SweepParser.parse(text, "s.yaml", List.of()).trials()).hasSize(1);
  }

  @Test
  void allProblemsAreToldAtOnceSortedByLine() {
    assertRefused(
        """
        name: Quick Start
        dataset: wordnet-topics
        metrik: accuracy
        metric: latency_p50_millis
        blocks:
          - strategy: lora
            model: minilm-16
            lora_rnk: [4, 16]
        """,
        "s.yaml:1: Invalid name: Quick Start; expected lower-case letters, digits and hyphens",
        "s.yaml:2: Unknown dataset: wordnet-topics; known: wordnet-topic, …did you mean"
            + " 'wordnet-topic'?",
        "s.yaml:3: Unknown key: metrik; known: name, description, metric, …did you mean 'metric'?",
        "s.yaml:4: Unknown metric: latency_p50_millis; known: accuracy, macro_f1, …test_loss",
        "s.yaml:7: Unknown model: minilm-16; known: minilm-l6, bge-small, …did you mean"
            + " 'minilm-l6'?",
        "s.yaml:8: Unknown setting: lora_rnk; known: dataset, …did you mean 'lora_rank'?");
  }

  @Test
  void whatIsNoMappingIsRefused() {
    assertRefused("", "s.yaml:1: Invalid sweep: nothing; expected keys and values");
    assertRefused("\n- a\n", "s.yaml:2: Invalid sweep: [a]; expected keys and values");
    assertRefused("a: [1\nb: 2\n", "s.yaml:2: Invalid YAML: …");
    assertRefused("a: 1\n---\nb: 2\n", "s.yaml:2: Invalid YAML: …");
    assertRefused("a: *nowhere\n", "s.yaml:1: Invalid YAML: …");
  }

  @Test
  void whatIsMissingIsRefused() {
    assertRefused(
        "description: nothing\n",
        "s.yaml:1: Cannot read a sweep without name",
        "s.yaml:1: Cannot read a sweep without metric",
        "s.yaml:1: Cannot read a sweep without blocks");
    assertRefused(
        "name: a\nmetric: accuracy\nblocks:\n  - seed: 1\n",
        "s.yaml:4: Cannot expand the block without dataset (data set, or the path of one's own"
            + " file)",
        "s.yaml:4: Cannot expand the block without model (model, or the path of a Hugging Face"
            + " folder)",
        "s.yaml:4: Cannot expand the block without strategy (adaptation strategy, or a list of"
            + " those to stack)");
  }

  @Test
  void aSettingAtTheTopAndATopKeyAmongSettingsAreExplained() {
    assertRefused(
        block("metric: accuracy") + "epochs: 1\n",
        "s.yaml:5: Unknown setting: metric; known: …; it belongs at the top level",
        "s.yaml:6: Unknown key: epochs; known: …; it is a setting, for base or a block");
  }

  @Test
  void aListOfStrategiesThatCannotBeStackedIsRefused() {
    assertRefused(
        BLOCKS + "  - {strategy: [full, bitfit], model: minilm-l6}\n",
        "s.yaml:5: Cannot stack full with bitfit, because full trains every weight of the model"
            + " already; to run one after the other write [[full], [bitfit]]");
    assertRefused(
        BLOCKS + "  - {strategy: [lora, promt], model: minilm-l6}\n",
        "s.yaml:5: Unknown strategy: promt; known: full, …did you mean 'prompt'?");
  }

  @Test
  void aFormatThatAStrategyIsNotDeployedInIsRefused() {
    assertRefused(
        BLOCKS + "  - {strategy: qlora, model: minilm-l6, number_format: [fp32]}\n",
        "s.yaml:5: Invalid number_format: fp32; strategy qlora is deployed in nf4 or"
            + " int8-weight-only");
  }

  @Test
  void unknownNamesAreRefused() {
    assertRefused(
        BLOCKS + "  - {strategy: lorra, model: [bge-small, gpt]}\n",
        "s.yaml:5: Unknown strategy: lorra; known: full, …did you mean 'lora'?",
        "s.yaml:5: Unknown model: gpt; known: minilm-l6, …smollm2-360m-instruct");
    assertRefused(
        block("number_format: int4"),
        "s.yaml:5: Unknown number_format: int4; known: fp32, …did you mean 'int8'?");
    assertRefused(
        block("target_modules: [query, vlaue]"),
        "s.yaml:5: Unknown target_modules: [query, vlaue]; known: query, …did you mean 'value'?");
    assertRefused(
        block("target_modules: [Query, vlaue]"),
        "s.yaml:5: Unknown target_modules: [Query, vlaue]; known: query, …did you mean 'value'?");
  }

  @Test
  void keysGivenTwiceAreRefused() {
    assertRefused(
        block("seed: 1, seed: 2"), "s.yaml:5: Invalid key: seed; it is already given on line 5");
    assertRefused(
        block("seed: 1") + "name: b\n",
        "s.yaml:6: Invalid key: name; it is already given on line 1");
    assertRefused(
        block("seed: 1") + "base:\n  dataset: wordnet-pairs\n",
        "s.yaml:7: Invalid key: dataset; it is already given on line 2");
    assertRefused(block("? [a, b]\n    : 1"), "s.yaml:5: Invalid key: [a, b]; expected a name");
  }

  @Test
  void wrongTypesAreRefused() {
    assertRefused(
        block("epochs: one, lora_rank: 4.5, weight_decay: .nan, max_length: many"),
        "s.yaml:5: Invalid epochs: one; expected a whole number",
        "s.yaml:5: Invalid lora_rank: 4.5; expected a whole number",
        "s.yaml:5: Invalid weight_decay: .nan; expected a number",
        "s.yaml:5: Invalid max_length: many; expected a whole number");
    assertRefused(
        block("epochs: {a: 1}, lora_rank: [4, [8]], target_modules: {query: value}"),
        "s.yaml:5: Invalid epochs: {a: 1}; expected a single value",
        "s.yaml:5: Invalid lora_rank: [8]; expected a single value",
        "s.yaml:5: Invalid target_modules: {query: value}; expected a list of texts");
    assertRefused(
        block("train_examples: 3000000000, epochs: 0"),
        "s.yaml:5: Invalid train_examples: 3000000000; expected a whole number of at most"
            + " 2147483647",
        "s.yaml:5: Invalid epochs: 0; expected a whole number of at least 1");
    assertRefused(
        block("seed: 1") + "timeout_minutes: soon\n",
        "s.yaml:6: Invalid timeout_minutes: soon; expected a number");
    assertRefused(
        block("seed: 1") + "preparation_timeout: 45\n",
        "s.yaml:6: Invalid preparation_timeout: 45; expected a time such as 200ms, 90s, 15min or"
            + " 2h, with its unit");
    assertRefused(
        block("seed: 1") + "preparation_timeout: 8d\n",
        "s.yaml:6: Invalid preparation_timeout: 8d; expected 1ms to 7d");
    assertRefused(
        block("seed: 1") + "budget: {money: 0, euros: 5}\n",
        "s.yaml:6: Invalid budget: money of 0; expected a number above 0, such as 2.5",
        "s.yaml:6: Unknown budget: euros; known: money, hours, kwh");
    assertRefused(
        block("seed: 1") + "budget: 5\n",
        "s.yaml:6: Invalid budget: 5; expected one or more of money, hours, kwh, such as {money: 5,"
            + " hours: 2}");
    assertRefused(
        block("seed: 1") + "description: [a]\n",
        "s.yaml:6: Invalid description: [a]; expected a single value");
  }

  @Test
  void emptyListsAndBlocksAreRefused() {
    assertRefused(
        block("lora_rank: [], target_modules: []"),
        "s.yaml:5: Invalid lora_rank: []; expected at least one value",
        "s.yaml:5: Invalid target_modules: []; expected at least one value");
    assertRefused(
        Sweeps.HEADER + "blocks: []\n",
        "s.yaml:4: Invalid blocks: []; expected a list of at least one block");
    assertRefused(
        Sweeps.HEADER + "blocks: {}\n",
        "s.yaml:4: Invalid blocks: {}; expected a list of at least one block");
    assertRefused(
        BLOCKS + "  - {}\n  -\n",
        "s.yaml:5: Invalid block: {}; expected at least one setting with its value",
        "s.yaml:6: Invalid block: ; expected at least one setting with its value");
  }

  @Test
  void listsInTheBaseAreRefused() {
    assertRefused(
        block("seed: 1") + "base:\n  epochs: [1, 2]\n",
        "s.yaml:7: Invalid epochs: [1, 2]; expected one value, for lists are crossed in blocks"
            + " only");
  }

  /** Returns the names of the strategies that have a parameter. */
  private static String takers(String parameter) {
    return Strategies.known().values().stream()
        .filter(
            strategy -> strategy.parameters().stream().anyMatch(p -> p.name().equals(parameter)))
        .map(Strategy::name)
        .collect(Collectors.joining(", "));
  }

  @Test
  void aSettingThatNoStrategyOfItsBlockTakesIsRefused() {
    assertRefused(
        BLOCKS
            + """
              - strategy: [[zero-shot], [few-shot]]
                model: minilm-l6
                lora_rank: [4, 16]
                epochs: 3
            """,
        "s.yaml:7: Invalid lora_rank: [4, 16]; strategy zero-shot, few-shot does not take it; known"
            + " to take it: "
            + takers("lora_rank"),
        "s.yaml:8: Invalid epochs: 3; strategy zero-shot, few-shot does not take it; known to take"
            + " it: full, …distillation");
  }

  @Test
  void dataThatIsNoneIsRefused() {
    assertRefused(
        block("seed: 1"),
        List.of("dataset=squad-2"),
        "in --set dataset=squad-2: Invalid dataset: squad-2; its task is qa, which is read but not"
            + " trained yet");
    assertRefused(
        block("seed: 1"),
        List.of("dataset=/no/where.CSV"),
        "in --set dataset=/no/where.CSV: Cannot find the data file /no/where.CSV");
    assertRefused(
        block("seed: 1"),
        List.of("dataset=notes.txt"),
        "in --set dataset=notes.txt: Unknown dataset: notes.txt; known: wordnet-topic, "
            + "…FILE.csv, FILE.tsv, FILE.jsonl, FILE.parquet");
    assertRefused(
        block("text: review"),
        List.of("label=stars"),
        "s.yaml:5: Invalid text: review; data set wordnet-topic does not take it, only one's own"
            + " file does",
        "in --set label=stars: Invalid label: stars; data set wordnet-topic does not take it, only"
            + " one's own file does");
    assertRefused(
        block("validation: lax"), "s.yaml:5: Unknown validation: lax; known: strict, warn, drop");
  }

  @Test
  void textsLongerThanAModelTakesAreRefused() {
    assertRefused(
        block("max_length: 1024"),
        "s.yaml:5: Invalid max_length: 1024; model minilm-l6 takes at most 512 tokens");
  }

  @Test
  void modelsThatDoNotRunAreRefused() {
    assertRefused(
        BLOCKS + "  - {strategy: lora, model: [minilm-l6, flan-t5-small, no/such/folder]}\n",
        "s.yaml:5: Cannot run flan-t5-small: its architecture t5 is not implemented yet; known:"
            + " bert, …",
        "s.yaml:5: Cannot load no/such/folder: no/such/folder is no folder");
  }

  @Test
  void aBlockThatIsTooLargeIsRefused() {
    String thousand = "[" + "1, ".repeat(999) + "1]";
    assertRefused(
        block("seed: %s, epochs: %s".formatted(thousand, thousand)),
        "s.yaml:5: Invalid block: 1000000 combinations; expected at most 100000");
  }

  @Test
  void aliasesThatNestInThemselvesAreRefused() {
    assertRefused(
        block("lora_rank: &a [*a]"), "s.yaml:5: Invalid lora_rank: …; expected a single value");
  }

  @Test
  void overridesAreCheckedAlike() {
    assertRefused(
        block("seed: 1"),
        List.of("lora_rnk=4", "epochs", "model=gpt", "shots=4", "name=A", "seed=", "blocks=[]"),
        "in --set lora_rnk=4: Unknown setting: lora_rnk; known: name, …did you mean 'lora_rank'?",
        "in --set epochs: Invalid override: epochs; expected key=value",
        "in --set model=gpt: Unknown model: gpt; known: minilm-l6, …smollm2-360m-instruct",
        "in --set name=A: Invalid name: A; expected lower-case letters, digits and hyphens",
        "in --set seed=: Invalid seed: no value; expected key=value",
        "in --set blocks=[]: Unknown setting: blocks; known: …",
        "in --set shots=4: Invalid shots: 4; strategy lora does not take it; known to take it:"
            + " few-shot");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    InvalidSweepException e =
        catchThrowableOfType(
            InvalidSweepException.class,
            () -> SweepParser.parse(Path.of("jobs/nowhere.yaml"), List.of()));
    assertThat(e).hasMessageContaining("Cannot find the sweep file jobs/nowhere.yaml");
  }
}
