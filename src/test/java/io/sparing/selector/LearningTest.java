package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparing.measure.Metric;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.TrialResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LearningTest {

  /** Fewer environments than the published ones, for speed. */
  static final EnvironmentGrid GRID =
      EnvironmentGridParser.parse(
          """
          memory_gb: [1, 2, 4, 8, none]
          latency_ms: [10, none]
          examples: [0, 100, 200, 2000, all]
          train_seconds: [10, 30, none]
          """,
          "few");

  static final LearningOptions OPTIONS =
      LearningOptions.defaults(Instant.EPOCH).withLimits(GRID, 0.1);
  static final RuleSet WORLD = learn(Trials.world(Trials.FOUR));
  static final RuleSet NOISE = learn(noise(5));
  static final double NO_LIMIT = Environment.UNLIMITED;

  static RuleSet learn(List<TrialResult> results) {
    return Learning.learn(results, OPTIONS);
  }

  static Environment environment(double memory, double latency, long examples) {
    return new Environment("classification", "cpu", memory, latency, examples, NO_LIMIT, 0);
  }

  private static List<Environment> environments() {
    return GRID.environments("classification", "cpu", Feature.LIMITS);
  }

  private static Choice choice(RuleSet rules, Environment environment) {
    return rules.decide(environment).choice(environment);
  }

  /** Noise: every rank is as good as every other. */
  static List<TrialResult> noise(long seed) {
    Random random = new Random(seed);
    List<TrialResult> results = new ArrayList<>();
    for (String dataset : Trials.FOUR) {
      for (int rank = 1; rank <= 12; rank++) {
        for (int s = 0; s < 2; s++) {
          results.add(
              Trials.of("lora")
                  .dataset(dataset)
                  .set("lora_rank", rank)
                  .seed(s)
                  .set("train_examples", 100)
                  .needs(1 + 0.3 * rank, 5 + 2 * rank, 5)
                  .quality(0.5 + 0.5 * random.nextDouble()));
        }
      }
    }
    return results;
  }

  private static Stream<Condition> conditions(RuleSet rules) {
    return rules.rules().stream()
        .flatMap(
            rule ->
                Stream.concat(
                    rule.conditions().stream(),
                    rule.steps().stream().flatMap(step -> step.conditions().stream())));
  }

  @Test
  void moreMemoryAndExamplesBuyABetterChoice() {
    RuleSet rules = WORLD;
    assertThat(choice(rules, environment(32, NO_LIMIT, 5_000)).label())
        .contains(" · full", "2,000 examples");
    assertThat(choice(rules, environment(6, NO_LIMIT, 5_000)).label())
        .matches(".*(minilm-l6 · full|bge-small · lora).*2,000 examples");
    assertThat(choice(rules, environment(32, NO_LIMIT, 0)).strategy()).isEqualTo("zero-shot");
  }

  @Test
  void atMostSevenRulesOfWhichTheLastAlwaysAnswers() {
    for (RuleSet rules : List.of(WORLD, NOISE)) {
      assertThat(rules.rules()).hasSizeBetween(1, 7);
      List<Rule> before = rules.rules().subList(0, rules.rules().size() - 1);
      assertThat(before).noneMatch(rule -> rule.conditions().isEmpty());
      assertThat(rules.rules().get(before.size()).conditions()).isEmpty();
      Environment tiny = new Environment("qa", "gpu", 0.001, 0.001, 0, 0.001, 3);
      assertThat(choice(rules, tiny)).isNotNull();
    }
  }

  @Test
  void fewerRulesAreKeptToAsWell() {
    for (int most = 1; most <= 3; most++) {
      RuleSet rules = Learning.learn(Trials.world(Trials.FOUR), OPTIONS.withSizes(most, 0.5, 0));
      assertThat(rules.rules()).hasSizeBetween(1, most);
    }
  }

  @Test
  void thresholdsAreRound() {
    List<Condition.Limit> limits =
        conditions(WORLD)
            .filter(Condition.Limit.class::isInstance)
            .map(Condition.Limit.class::cast)
            .filter(limit -> limit.feature() != Feature.EXAMPLES)
            .toList();
    assertThat(limits)
        .isNotEmpty()
        .allSatisfy(
            limit ->
                assertThat(
                        new BigDecimal(limit.threshold(), new MathContext(6))
                            .stripTrailingZeros()
                            .unscaledValue()
                            .intValue())
                    .isIn(Set.of(1, 12, 15, 2, 25, 3, 4, 5, 6, 8)));
  }

  @Test
  void whatARuleAdvisesFitsWhereItHolds() {
    for (RuleSet rules : List.of(WORLD, NOISE)) {
      Rule last = rules.rules().get(rules.rules().size() - 1);
      for (Environment environment : environments()) {
        Rule rule = rules.decide(environment);
        if (!rule.equals(last)) {
          Candidate candidate = rules.find(rule.choice(environment), "cpu").orElseThrow();
          assertThat(candidate.fits(environment, rules.source().margin()))
              .as("%s in %s", candidate.choice().label(), environment)
              .isTrue();
        }
      }
    }
  }

  @Test
  void asManyExamplesAsThereAreAreTaken() {
    RuleSet rules =
        learn(
            Trials.world(Trials.FOUR).stream()
                .filter(r -> r.spec().strategy().equals("lora"))
                .filter(r -> r.spec().model().equals("minilm-l6"))
                .toList());
    Choice many = choice(rules, environment(32, NO_LIMIT, 2_000));
    Choice few = choice(rules, environment(32, NO_LIMIT, 300));
    assertThat(many.setting("train_examples")).contains("2000");
    assertThat(few.setting("train_examples")).contains("200");
    assertThat(few.family()).isEqualTo(many.family());
    Rule rule = rules.decide(environment(32, NO_LIMIT, 2_000));
    assertThat(rule.steps()).as(rule.then()).hasSize(2);
    assertThat(rule.then()).contains("unless", "200 examples");
  }

  @Test
  void fewShotFallsBackToZeroShot() {
    RuleSet rules =
        learn(
            Trials.world(Trials.FOUR).stream().filter(r -> r.spec().training().isEmpty()).toList());
    assertThat(choice(rules, environment(32, NO_LIMIT, 100)).strategy()).isEqualTo("few-shot");
    assertThat(choice(rules, environment(32, NO_LIMIT, 0)).strategy()).isEqualTo("zero-shot");
    assertThat(rules.decide(environment(32, NO_LIMIT, 100)))
        .isEqualTo(rules.decide(environment(32, NO_LIMIT, 0)));
  }

  @Test
  void neighboursAreTakenOnAsManyRowsAsThereAre() {
    List<TrialResult> rows = new ArrayList<>();
    for (String dataset : Trials.FOUR) {
      for (int examples : new int[] {200, 2_000}) {
        rows.add(
            Trials.of("neighbours")
                .dataset(dataset)
                .set("train_examples", examples)
                .needs(1, 8, examples / 500.0)
                .quality(examples == 200 ? 0.7 : 0.8));
      }
      rows.add(Trials.of("few-shot").dataset(dataset).needs(1, 8, 0).quality(0.6));
    }
    RuleSet rules = learn(rows);
    Choice many = choice(rules, environment(32, NO_LIMIT, 2_000));
    Choice few = choice(rules, environment(32, NO_LIMIT, 300));
    assertThat(many.strategy()).isEqualTo("neighbours");
    assertThat(many.setting("train_examples")).contains("2000");
    assertThat(few.strategy()).isEqualTo("neighbours");
    assertThat(few.setting("train_examples")).contains("200");
    assertThat(rules.decide(environment(32, NO_LIMIT, 2_000)).then())
        .contains("unless", "200 examples");
    assertThat(choice(rules, environment(32, NO_LIMIT, 100)).strategy()).isEqualTo("few-shot");
  }

  @Test
  void theOrderOfRowsAndFilesChangesNothing() {
    List<TrialResult> rows = new ArrayList<>(Trials.world(Trials.FOUR));
    for (int length : new int[] {16, 48, 96}) {
      rows.add(
          Trials.of("zero-shot")
              .set("max_length", length)
              .needs(0.6, 8.0 / length, 0)
              .quality(0.4 + 0.7 / length));
    }
    RuleSet expected = learn(rows);
    Collections.reverse(rows);
    assertThat(learn(rows)).isEqualTo(expected);
    Collections.shuffle(rows, new Random(11));
    assertThat(learn(rows)).isEqualTo(expected);
  }

  @Test
  void whatSeedsAreCalledChangesNoRule() {
    List<TrialResult> rows = Trials.world(Trials.FOUR);
    List<TrialResult> renamed =
        rows.stream().map(r -> r.of(r.spec().withSeed(40 + r.spec().seed()))).toList();
    RuleSet one = WORLD;
    RuleSet other = learn(renamed);
    assertThat(other.rules())
        .extracting(Rule::when)
        .isEqualTo(one.rules().stream().map(Rule::when).toList());
    assertThat(other.rules())
        .extracting(Rule::steps)
        .isEqualTo(one.rules().stream().map(Rule::steps).toList());
    assertThat(other.grade().orElseThrow().lines()).isEqualTo(one.grade().orElseThrow().lines());
  }

  /** All choices are as good on the easy data set, where the one was not measured least. */
  @Test
  void aChoiceGainsNothingByHavingRunOnAnEasyDataSetOnly() {
    List<TrialResult> rows = new ArrayList<>();
    for (String dataset : Trials.FOUR) {
      boolean easy = dataset.equals("sst-2");
      for (int seed = 0; seed < 2; seed++) {
        rows.add(row("lora", dataset, seed).quality(easy ? 0.95 : 0.60));
        rows.add(row("full", dataset, seed).quality(easy ? 0.90 : 0.55));
        if (easy) {
          rows.add(row("bitfit", dataset, seed).quality(0.93));
        }
      }
    }
    RuleSet rules = learn(rows);
    assertThat(choice(rules, environment(32, NO_LIMIT, 5_000)).strategy()).isEqualTo("lora");
    Choice bitfit =
        rules.candidates().stream()
            .map(Candidate::choice)
            .filter(c -> c.strategy().equals("bitfit"))
            .findFirst()
            .orElseThrow();
    assertThat(rules.find(bitfit, "cpu").orElseThrow().quality()).isBetween(0.6, 0.6875);
  }

  private static Trials row(String strategy, String dataset, long seed) {
    return Trials.of(strategy)
        .dataset(dataset)
        .seed(seed)
        .set("train_examples", 200)
        .needs(1, 10, 5);
  }

  /** What fits decides by needs, so what was killed for its memory is not advised there. */
  @Test
  void whatRanOutOfMemoryIsNotAdvisedWithLess() {
    List<TrialResult> rows = new ArrayList<>();
    for (String dataset : Trials.FOUR) {
      for (int seed = 0; seed < 2; seed++) {
        rows.add(row("lora", dataset, seed).quality(0.8));
        rows.add(row("full", dataset, seed).quality(0.9));
      }
    }
    assertThat(choice(learn(rows), environment(2, NO_LIMIT, 5_000)).strategy()).isEqualTo("full");
    for (String dataset : Trials.FOUR) {
      for (int seed = 2; seed < 8; seed++) {
        rows.add(
            row("full", dataset, seed)
                .measure(Metric.PEAK_HOST_BYTES, 6e9)
                .failed(FailureCategory.OUT_OF_MEMORY));
      }
    }
    assertThat(choice(learn(rows), environment(2, NO_LIMIT, 5_000)).strategy()).isEqualTo("lora");
  }

  @Test
  void supportCountsTheDataSetsAndTrialsOfTheChoice() {
    RuleSet rules = WORLD;
    for (Rule rule : rules.rules()) {
      Support support = rule.support().orElseThrow();
      assertThat(support.dataSets()).containsExactly(Trials.FOUR);
      assertThat(support.trialIds()).hasSize(8).isSorted();
      assertThat(support.meanRegret()).isNotNegative();
    }
    assertThat(rules.rules().stream().mapToInt(r -> r.support().orElseThrow().environments()).sum())
        .isLessThanOrEqualTo(environments().size())
        .isPositive();
  }

  @Test
  void candidatesSayHowTheyRanAndWhatTheyNeed() {
    RuleSet rules =
        learn(
            List.of(
                row("lora", "mrpc", 0).set("batch_size", 24).quality(0.8),
                row("full", "mrpc", 0).quality(0.9)));
    Candidate lora = rules.candidates().get(1);
    assertThat(lora.choice().strategy()).isEqualTo("lora");
    assertThat(lora.ran()).containsEntry("batch_size", "24");
    assertThat(lora.needs().keySet()).containsExactlyInAnyOrderElementsOf(Feature.LIMITS);
    assertThat(lora.needs().get(Feature.EXAMPLES).estimate()).isEqualTo(200);
    assertThat(lora.cost()).isCloseTo(5, within(1.5));
  }

  @Test
  void rowsOfTwoKindsOfHardwareHaveRulesOfTheirOwn() {
    List<TrialResult> rows = new ArrayList<>();
    for (String dataset : Trials.FOUR) {
      for (int seed = 0; seed < 2; seed++) {
        for (String device : List.of("cpu", "gpu")) {
          boolean gpu = device.equals("gpu");
          Trials lora = row("lora", dataset, seed).device(device).needs(1, 10, gpu ? 1 : 20);
          rows.add(lora.quality(0.8));
          Trials full = row("full", dataset, seed).device(device).needs(1, 10, gpu ? 2 : 200);
          rows.add(full.quality(0.9));
        }
      }
    }
    RuleSet rules = learn(rows);
    Environment cpu = new Environment("classification", "cpu", 8, 50, 500, 30, 0);
    Environment gpu = new Environment("classification", "gpu", 8, 50, 500, 30, 0);
    assertThat(choice(rules, cpu).strategy()).isEqualTo("lora");
    assertThat(choice(rules, gpu).strategy()).isEqualTo("full");
    assertThat(rules.source().hardware()).containsExactly("cpu", "gpu");
  }

  @Test
  void rulesMayHaveConditionsOnTheDataWhereThesePay() {
    List<TrialResult> rows = new ArrayList<>();
    for (String dataset : List.of("ag-news", "sst-2", "mrpc", "qnli")) {
      boolean pair = dataset.equals("mrpc") || dataset.equals("qnli");
      for (int seed = 0; seed < 2; seed++) {
        rows.add(row("lora", dataset, seed).quality(pair ? 0.9 : 0.7));
        rows.add(row("full", dataset, seed).quality(pair ? 0.6 : 0.85));
      }
    }
    RuleSet rules = Learning.learn(rows, OPTIONS.byData(true));
    Environment pair = new Environment("pair", "cpu", 8, NO_LIMIT, 500, NO_LIMIT, 2);
    assertThat(choice(rules, pair).strategy()).isEqualTo("lora");
    assertThat(choice(rules, environment(8, NO_LIMIT, 500)).strategy()).isEqualTo("full");
    assertThat(conditions(learn(rows))).noneMatch(c -> c.words().startsWith("task is"));
  }

  /** Each of the many lists that start from what is best on average leaves no room for the rest. */
  @Test
  void whatIsBestOnAverageIsNotTheLastRuleWhereAnotherServesTheRest() {
    List<TrialResult> rows = new ArrayList<>();
    for (String dataset : Trials.FOUR) {
      for (int rank = 1; rank <= 6; rank++) {
        rows.add(
            Trials.of("lora")
                .dataset(dataset)
                .set("train_examples", 150)
                .set("lora_rank", rank)
                .needs(1.5, 8, 5)
                .quality(0.9));
      }
      rows.add(Trials.of("zero-shot").dataset(dataset).needs(1.5, 8, 0).quality(0.3));
    }
    RuleSet rules = learn(rows);
    assertThat(choice(rules, environment(8, NO_LIMIT, 0)).strategy()).isEqualTo("zero-shot");
    assertThat(choice(rules, environment(8, NO_LIMIT, 5_000)).strategy()).isEqualTo("lora");
  }

  /** Where nobody measured a need no rule is bounded, and what stands behind it decides nothing. */
  @Test
  void nothingStandsBehindARuleThatAlwaysHolds() {
    List<TrialResult> rows = new ArrayList<>();
    for (String dataset : Trials.FOUR) {
      for (int rank = 1; rank <= 6; rank++) {
        rows.add(
            Trials.of("lora")
                .dataset(dataset)
                .set("train_examples", 2_000)
                .set("lora_rank", rank)
                .quality(0.9 + rank / 1e3));
      }
      rows.add(Trials.of("zero-shot").dataset(dataset).quality(0.5));
      rows.add(Trials.of("zero-shot").dataset(dataset).set("model", "bge-small").quality(0.4));
    }
    RuleSet rules = learn(rows);
    assertThat(rules.rules().subList(0, rules.rules().size() - 1))
        .noneMatch(rule -> rule.conditions().isEmpty());
    assertThat(choice(rules, environment(8, NO_LIMIT, 0)).label())
        .contains("minilm-l6 · zero-shot");
  }

  @Test
  void refusesFewerThanTwoTrials() {
    assertThatThrownBy(() -> learn(Trials.crossing().subList(0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot learn rules from 1 OK trials with accuracy (of 1 rows); expected at least 2");
  }

  @Test
  void refusesEnvironmentsInWhichNothingFits() {
    EnvironmentGrid tiny = EnvironmentGridParser.parse("memory_gb: 0.01", "tiny");
    assertThatThrownBy(() -> Learning.learn(Trials.crossing(), OPTIONS.withLimits(tiny, 0.1)))
        .hasMessageContaining("nothing that was measured fits")
        .hasMessageContaining("--environments");
  }

  @Test
  void refusesToMinimiseACostThatNobodyMeasured() {
    LearningOptions options =
        OPTIONS.withGoal(new Goal.Value(1), new Cost(Cost.Unit.ENERGY, true, 0));
    assertThatThrownBy(() -> Learning.learn(Trials.crossing(), options))
        .hasMessageContaining("no row of a cpu has measured joules")
        .hasMessageContaining("--cost device-time");
  }
}
