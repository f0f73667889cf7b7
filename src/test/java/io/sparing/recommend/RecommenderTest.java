package io.sparing.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.selector.Choice;
import io.sparing.selector.Environment;
import io.sparing.selector.Learning;
import io.sparing.selector.LearningOptions;
import io.sparing.selector.PapersRules;
import io.sparing.selector.RuleSet;
import io.sparing.selector.Trials;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecommenderTest {

  private static final double NO_LIMIT = Environment.UNLIMITED;

  private static Plan papers(String task, String hardware, double memory, double ms, long n) {
    return new Recommender(PapersRules.rules())
        .plan(new Environment(task, hardware, memory, ms, n, NO_LIMIT), 2);
  }

  @Test
  void workedExampleClassification() {
    Plan plan = papers("classification", "gpu", 4, 200, 10_000);
    Choice choice = plan.choice().orElseThrow();
    assertThat(choice.strategy()).isEqualTo("lora");
    assertThat(choice.model()).isEqualTo("distilbert-base-uncased");
    assertThat(choice.numberFormat()).isEqualTo("fp16");
    assertThat(plan.batchSize()).isEqualTo(64);
    assertThat(papers("classification", "gpu", 1, 200, 10_000).batchSize()).isBetween(1, 32);
    assertThat(papers("classification", "gpu", 0.1, 200, 10_000).batchSize()).isEqualTo(1);
  }

  @Test
  void workedExampleQuestionAnswering() {
    Plan plan = papers("qa", "cpu", 16, 400, 0);
    assertThat(plan.choice().orElseThrow().strategy()).isEqualTo("rag");
    assertThat(plan.choice().orElseThrow().numberFormat()).isEqualTo("int8");
    assertThat(plan.retrieval())
        .contains(new Retrieval("all-MiniLM-L6-v2", "flan-t5-small", "ivf"));
  }

  @Test
  void workedExampleSummarization() {
    Plan plan = papers("summarization", "gpu", 24, 100, 100_000);
    Choice choice = plan.choice().orElseThrow();
    assertThat(choice.strategy()).isEqualTo("lora");
    assertThat(choice.model()).isEqualTo("flan-t5-base");
    assertThat(choice.numberFormat()).isEqualTo("fp16");
    assertThat(plan.devices()).contains("2 GPUs");
  }

  @Test
  void flipsAreTheNearestChanges() {
    RuleSet rules =
        Learning.learn(
            Trials.crossing(), LearningOptions.defaults(Instant.EPOCH).withSizes(7, 500, 1));
    Recommender recommender = new Recommender(rules);
    Environment here = new Environment("classification", "cpu", 3, 50, 2_000, NO_LIMIT);
    Plan plan = recommender.plan(here, 0);
    assertThat(plan.choice().orElseThrow().strategy()).isEqualTo("lora");
    assertThat(plan.flips().stream().map(Flip::words))
        .anyMatch(w -> w.startsWith("memory < 2 GB: ") && w.contains("zero-shot"))
        .anyMatch(w -> w.startsWith("memory ≥ 4 GB: ") && w.contains("full"))
        .anyMatch(w -> w.startsWith("latency limit < 25 ms: ") && w.contains("zero-shot"))
        .anyMatch(w -> w.startsWith("examples < 1,000: ") && w.contains("zero-shot"));
    assertThat(plan.trials()).hasSize(1);
    assertThat(plan.cautions()).isEmpty();
  }

  @Test
  void whatWasNotMeasuredIsSaid() {
    RuleSet rules =
        Learning.learn(
            Trials.crossing(), LearningOptions.defaults(Instant.EPOCH).withSizes(7, 500, 1));
    Plan plan = new Recommender(rules).plan(new Environment("qa", "gpu", 0.5, 50, 10, NO_LIMIT), 1);
    assertThat(plan.choice()).isEmpty();
    assertThat(plan.batchSize()).isZero();
    assertThat(plan.cautions())
        .anyMatch(c -> c.contains("task qa"))
        .anyMatch(c -> c.contains("hardware gpu"))
        .anyMatch(c -> c.contains("memory 0.5 GB"));
  }
}
