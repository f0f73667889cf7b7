package io.sparing.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.measure.Metric;
import io.sparing.selector.Candidate;
import io.sparing.selector.Environment;
import io.sparing.selector.Feature;
import io.sparing.selector.Learning;
import io.sparing.selector.LearningOptions;
import io.sparing.selector.PapersRules;
import io.sparing.selector.RuleSet;
import io.sparing.selector.Trials;
import io.sparing.trial.TrialResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecommenderTest {

  private static final double NO_LIMIT = Environment.UNLIMITED;
  private static final RuleSet LEARNED = learn(Trials.crossing());

  private static RuleSet learn(List<TrialResult> results) {
    return Learning.learn(results, LearningOptions.defaults(Instant.EPOCH));
  }

  private static Plan papers(String task, String hardware, double memory, double ms, long n) {
    return new Recommender(PapersRules.rules())
        .plan(new Environment(task, hardware, memory, ms, n, NO_LIMIT, 0), 2);
  }

  private static Plan plan(RuleSet rules, double memory, double ms, long n) {
    return new Recommender(rules)
        .plan(new Environment("classification", "cpu", memory, ms, n, NO_LIMIT, 0), 0);
  }

  @Test
  void workedExampleClassification() {
    Plan plan = papers("classification", "gpu", 4, 200, 10_000);
    assertThat(plan.choice().strategy()).isEqualTo("lora");
    assertThat(plan.choice().model()).isEqualTo("distilbert-base-uncased");
    assertThat(plan.choice().numberFormat()).isEqualTo("fp16");
    assertThat(plan.batchSize()).isEqualTo(64);
    assertThat(papers("classification", "gpu", 1, 200, 10_000).batchSize()).isBetween(1, 32);
    assertThat(papers("classification", "gpu", 0.1, 200, 10_000).batchSize()).isEqualTo(1);
  }

  @Test
  void workedExampleQuestionAnswering() {
    Plan plan = papers("qa", "cpu", 16, 400, 0);
    assertThat(plan.choice().strategy()).isEqualTo("rag");
    assertThat(plan.choice().numberFormat()).isEqualTo("int8");
    assertThat(plan.retrieval())
        .contains(new Retrieval("all-MiniLM-L6-v2", "flan-t5-small", "ivf"));
  }

  @Test
  void workedExampleSummarization() {
    Plan plan = papers("summarization", "gpu", 24, 100, 100_000);
    assertThat(plan.choice().strategy()).isEqualTo("lora");
    assertThat(plan.choice().model()).isEqualTo("flan-t5-base");
    assertThat(plan.choice().numberFormat()).isEqualTo("fp16");
    assertThat(plan.devices()).contains("2 GPUs");
  }

  @Test
  void papersAreFixedRulesAndSaySo() {
    Plan plan = papers("classification", "gpu", 4, 200, 10_000);
    assertThat(plan.measured()).isEmpty();
    assertThat(plan.exceeded()).isEmpty();
    assertThat(plan.trials()).isEmpty();
    assertThat(plan.cautions())
        .containsExactly("fixed rules: nothing here was measured on this kind of hardware");
  }

  @Test
  void flipsAreTheNearestChanges() {
    Plan plan = plan(LEARNED, 3, NO_LIMIT, 2_000);
    assertThat(plan.choice().strategy()).isEqualTo("lora");
    assertThat(plan.flips().stream().map(Flip::words))
        .anyMatch(w -> w.startsWith("memory ≥ ") && w.contains("full"))
        .anyMatch(w -> w.startsWith("examples < 1,000: ") && w.contains("zero-shot"));
    assertThat(plan.trials()).hasSize(1);
  }

  @Test
  void aPlanSaysWhatItsChoiceGetsAndNeeds() {
    Plan plan = plan(LEARNED, 64, NO_LIMIT, 5_000);
    Candidate measured = plan.measured().orElseThrow();
    assertThat(measured.choice()).isEqualTo(plan.choice());
    assertThat(measured.needs()).containsKeys(Feature.MEMORY, Feature.LATENCY);
    assertThat(plan.exceeded()).isEmpty();
    assertThat(plan.reason()).contains("mean quality");
  }

  @Test
  void batchEpochsAndLearningRateAreThoseOfTheRows() {
    RuleSet rules =
        learn(
            List.of(
                Trials.of("full")
                    .set("train_examples", 200)
                    .set("batch_size", 24)
                    .set("epochs", 7)
                    .set("learning_rate", 3e-4)
                    .needs(1, 10, 5)
                    .quality(0.9),
                Trials.of("zero-shot").needs(0.5, 10, 0).quality(0.5)));
    Plan plan = plan(rules, 64, NO_LIMIT, 5_000);
    assertThat(plan.batchSize()).isEqualTo(24);
    assertThat(plan.epochs()).hasValue(7);
    assertThat(plan.learningRate()).hasValue(3e-4);
  }

  @Test
  void alwaysAnswersAndMarksTheLimitThatItExceeds() {
    Plan plan = plan(LEARNED, 64, 0.5, 5_000);
    assertThat(plan.exceeded()).extracting(Exceeded::feature).containsExactly(Feature.LATENCY);
    Exceeded exceeded = plan.exceeded().get(0);
    assertThat(exceeded.limit()).isEqualTo(0.5);
    assertThat(exceeded.nearest().orElseThrow().choice().strategy())
        .as("what answers fastest of all that keep the other limits")
        .isEqualTo("zero-shot");
    assertThat(exceeded.words())
        .startsWith("latency limit 0.5 ms is exceeded: the answer needs ")
        .contains("the nearest limit that can be met is ", "zero-shot");
    assertThat(plan.cautions().get(0))
        .isEqualTo(
            "nothing that was measured keeps all limits; the answer breaks these: latency limit;"
                + " allow more, or measure setups that need less");
    assertThat(plan(LEARNED, 64, NO_LIMIT, 5_000).cautions())
        .noneMatch(caution -> caution.contains("nothing that was measured"));
  }

  @Test
  void whereNothingKeepsTheOtherLimitsTheNearestIsUnknown() {
    Plan plan = plan(LEARNED, 0.01, 0.5, 5_000);
    assertThat(plan.exceeded())
        .extracting(Exceeded::feature)
        .containsExactly(Feature.MEMORY, Feature.LATENCY);
    assertThat(plan.exceeded())
        .allSatisfy(
            limit ->
                assertThat(limit.words())
                    .endsWith("nothing that was measured keeps the other limits"));
  }

  @Test
  void candidatesThatFitComeFirstTheBestFirst() {
    Environment here = new Environment("classification", "cpu", 3, NO_LIMIT, 5_000, NO_LIMIT, 0);
    assertThat(new Recommender(LEARNED).candidates(here))
        .extracting(candidate -> candidate.choice().strategy())
        .containsExactly("lora", "zero-shot", "full");
  }

  @Test
  void whatWasNotMeasuredIsSaid() {
    Plan plan =
        new Recommender(LEARNED).plan(new Environment("qa", "gpu", 0.5, 50, 10, NO_LIMIT, 0), 1);
    assertThat(plan.measured()).isEmpty();
    assertThat(plan.cautions())
        .anyMatch(c -> c.contains("task qa was not measured, only classification"))
        .anyMatch(c -> c.contains("hardware gpu was not measured, only cpu"));
  }

  @Test
  void oneDataSetCannotTellHowSureAPlanIs() {
    Plan plan = plan(LEARNED, 64, NO_LIMIT, 5_000);
    assertThat(plan.rule().confidence()).isEmpty();
    assertThat(plan.cautions()).contains("1 data set cannot tell how sure this is on another");
  }

  @Test
  void aLimitThatNobodyMeasuredIsTold() {
    List<TrialResult> rows = new ArrayList<>();
    for (String strategy : List.of("lora", "full")) {
      rows.add(
          Trials.of(strategy)
              .device("gpu")
              .set("train_examples", 200)
              .needs(1, 10, 5)
              .without(Metric.PEAK_DEVICE_BYTES)
              .quality(0.8));
    }
    Plan plan =
        new Recommender(learn(rows))
            .plan(new Environment("classification", "gpu", 2, 50, 500, NO_LIMIT, 0), 1);
    assertThat(plan.cautions())
        .contains("no row measured what bounds the memory, so it was not compared");
    assertThat(plan.exceeded()).isEmpty();
  }

  @Test
  void fewerThanNoGpusAreRefused() {
    Environment here = Environment.open("classification", "gpu");
    assertThatThrownBy(() -> new Recommender(LEARNED).plan(here, -1))
        .hasMessage("Invalid gpus: -1; expected 0 or more");
  }
}
