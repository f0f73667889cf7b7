package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleExplainerTest {

  @Test
  void aHundredThousandEnvironmentsAreExplainedInSecondsEachByOneRule() {
    Evidence evidence =
        new Evidence(Observations.of(Trials.crossing(), LearningTest.OPTIONS.metric()));
    List<Scenario> scenarios = new EnvironmentSampler(evidence, 1).sample(100_000);
    RuleExplainer explainer = new RuleExplainer(evidence, scenarios, 0.01);
    List<Candidate> learned = new RuleLearner(evidence, scenarios, seed -> true).learn(7, 0.002);
    List<Rule> rules = assertTimeout(Duration.ofSeconds(5), () -> explainer.explain(learned));
    assertThat(rules).hasSize(3);
    assertThat(rules.stream().mapToInt(rule -> rule.support().orElseThrow().environments()).sum())
        .isEqualTo(100_000);
  }
}
