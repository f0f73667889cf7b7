package io.sparing.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sparing.selector.Environment;
import io.sparing.selector.Learning;
import io.sparing.selector.LearningOptions;
import io.sparing.selector.PapersRules;
import io.sparing.selector.RuleSet;
import io.sparing.selector.Trials;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanParserTest {

  private static JsonObject json(RuleSet rules, double latency) {
    return PlanParser.toJson(
        new Recommender(rules)
            .plan(
                new Environment(
                    "classification", "cpu", 64, latency, 5_000, Environment.UNLIMITED, 0),
                0));
  }

  @Test
  void aMeasuredPlanHasItsNeedsAndLimits() {
    RuleSet rules = Learning.learn(Trials.crossing(), LearningOptions.defaults(Instant.EPOCH));
    JsonObject json = json(rules, 0.5);
    assertThat(json.getAsJsonObject("measured").getAsJsonObject("needs").keySet())
        .contains("latency_ms", "memory_gb");
    assertThat(json.getAsJsonArray("exceeded")).hasSize(1);
    assertThat(json.getAsJsonObject("environment").keySet())
        .contains("latency_ms", "examples")
        .doesNotContain("classes", "train_seconds");
  }

  @Test
  void theTimeOfLookingIsThere() {
    Plan plan =
        new Recommender(PapersRules.rules()).plan(Environment.open("classification", "cpu"), 0);
    assertThat(PlanParser.toJson(plan).keySet()).doesNotContain("looking_seconds");
    JsonObject json = PlanParser.toJson(plan.afterLooking(12.5, List.of("look again")));
    assertThat(json.get("looking_seconds").getAsDouble()).isEqualTo(12.5);
    assertThat(json.getAsJsonArray("cautions").toString()).contains("fixed rules", "look again");
  }

  @Test
  void aFixedPlanHasNothingThatNobodyMeasured() {
    JsonObject json = json(PapersRules.rules(), 200);
    assertThat(json.keySet()).doesNotContain("measured", "confidence");
    assertThat(json.get("strategy").getAsString()).isEqualTo("lora");
  }
}
