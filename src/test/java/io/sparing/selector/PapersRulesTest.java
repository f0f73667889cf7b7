package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PapersRulesTest {

  private static final List<String> TASKS =
      List.of("classification", "pair", "qa", "chatbot", "summarization");
  private static final List<Double> MEMORIES = List.of(4.0, 8.0, 12.0, 16.0, 24.0);
  private static final List<Double> LATENCIES = List.of(50.0, 100.0, 200.0, 1e4);
  private static final List<Integer> EXAMPLES = List.of(0, 500, 5_000, 50_000, 100_000);

  private final RuleSet rules = PapersRules.rules();

  /** The file was written when the rules were still code. */
  @Test
  void everyEnvironmentHasTheAnswerThatItAlwaysHad() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      String then = rule.steps().stream().map(s -> s.choice().key()).collect(Collectors.joining());
      lines.add("%s: %s -> %s (%s)".formatted(rule.name(), rule.when(), then, rule.because()));
    }
    for (String task : TASKS) {
      for (String hardware : List.of("cpu", "gpu")) {
        for (double memory : MEMORIES) {
          for (double latency : LATENCIES) {
            String decided =
                EXAMPLES.stream()
                    .map(n -> new Environment(task, hardware, memory, latency, n, 1e9, 0))
                    .map(here -> rules.decide(here).name().replace("papers-", ""))
                    .collect(Collectors.joining(" "));
            lines.add(
                "%s, %s, %.0f GB, %.0f ms: %s".formatted(task, hardware, memory, latency, decided));
          }
        }
      }
    }
    assertThat(String.join("\n", lines)).isEqualTo(resource("papers-answers.txt").strip());
  }

  @Test
  void theFileIsAsLearnWritesIt() throws IOException {
    assertThat(RuleSetParser.text(rules)).isEqualTo(resource("papers/rules.json"));
  }

  private static String resource(String name) throws IOException {
    try (var in = PapersRulesTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
