package io.sparing.selector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The papers' rules over what was measured. Their models were not, so their strategy and number
 * format are kept (another format if theirs was not measured) and the best measured configuration
 * of those stands in: a favour to the baseline. Prompting stands for zero-shot and few-shot.
 */
final class PapersBaseline {

  private final Evidence evidence;
  private final Function<List<Choice>, Optional<Choice>> best;
  private final Map<Choice, Optional<Choice>> standIns = new LinkedHashMap<>();

  PapersBaseline(Evidence evidence, Function<List<Choice>, Optional<Choice>> best) {
    this.evidence = evidence;
    this.best = best;
  }

  /** How the papers choose; empty if none of their strategies was measured. */
  Optional<Function<Scenario, Optional<Choice>>> choose() {
    boolean any =
        evidence.choices().stream()
            .anyMatch(c -> List.of("lora", "full", "zero-shot", "few-shot").contains(c.strategy()));
    return any ? Optional.of(this::choose) : Optional.empty();
  }

  private Optional<Choice> choose(Scenario scenario) {
    return PapersRules.rules()
        .decide(scenario.environment())
        .choice()
        .flatMap(choice -> standIns.computeIfAbsent(choice, this::standIn));
  }

  private Optional<Choice> standIn(Choice wanted) {
    List<Choice> same =
        evidence.choices().stream()
            .filter(c -> strategies(wanted.strategy()).contains(c.strategy()))
            .toList();
    List<Choice> format =
        same.stream().filter(c -> c.numberFormat().equals(wanted.numberFormat())).toList();
    return best.apply(format.isEmpty() ? same : format);
  }

  private static List<String> strategies(String name) {
    return name.equals("prompting") ? List.of("zero-shot", "few-shot") : List.of(name);
  }
}
