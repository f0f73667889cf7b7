package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.measure.Metric;
import io.sparing.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Rules follow the goal: what they choose, their regret and what flips them. */
class GoalRulesTest {

  private static final Cost TRAINING = Cost.ofTraining();

  /** full is half a point better than lora and three times as dear; zero-shot costs nothing. */
  private static List<TrialResult> rows() {
    List<TrialResult> rows = new ArrayList<>();
    for (String dataset : Trials.FOUR) {
      for (int seed = 0; seed < 2; seed++) {
        rows.add(trained("full", dataset, seed, 100).quality(0.9));
        rows.add(trained("lora", dataset, seed, 30).quality(0.895));
        rows.add(
            Trials.of("zero-shot")
                .dataset(dataset)
                .seed(seed)
                .needs(0.5, 8, 0)
                .measure(Metric.THROUGHPUT, 500)
                .quality(0.6));
      }
    }
    return rows;
  }

  private static Trials trained(String strategy, String dataset, long seed, double seconds) {
    return Trials.of(strategy)
        .dataset(dataset)
        .seed(seed)
        .set("train_examples", 200)
        .needs(1, 10, seconds)
        .measure(Metric.THROUGHPUT, strategy.equals("full") ? 100 : 20);
  }

  private static RuleSet learn(Goal goal, Cost cost) {
    return Learning.learn(rows(), LearningTest.OPTIONS.withGoal(goal, cost));
  }

  private static String answer(RuleSet rules) {
    Environment open = LearningTest.environment(64, LearningTest.NO_LIMIT, 5_000);
    return rules.decide(open).choice(open).strategy();
  }

  private static Goal cheapest(double within) {
    return new Goal.Cheapest(within, OptionalDouble.empty());
  }

  @Test
  void bestIsTheBest() {
    assertThat(answer(learn(new Goal.Best(), TRAINING))).isEqualTo("full");
  }

  @Test
  void cheapestIsTheCheaperWithinTheBand() {
    assertThat(answer(learn(cheapest(0.01), TRAINING))).isEqualTo("lora");
    assertThat(answer(learn(cheapest(0.001), TRAINING))).isEqualTo("full");
    assertThat(answer(learn(cheapest(0.5), TRAINING))).isEqualTo("zero-shot");
  }

  @Test
  void anAtLeastIsEnough() {
    assertThat(answer(learn(new Goal.Cheapest(0.01, OptionalDouble.of(0.5)), TRAINING)))
        .isEqualTo("zero-shot");
    assertThat(answer(learn(new Goal.Cheapest(0.01, OptionalDouble.of(0.99)), TRAINING)))
        .isEqualTo("full");
  }

  @Test
  void valueFollowsThePrice() {
    assertThat(answer(learn(new Goal.Value(0.5), TRAINING))).isEqualTo("zero-shot");
    assertThat(answer(learn(new Goal.Value(10), TRAINING))).isEqualTo("lora");
    assertThat(answer(learn(new Goal.Value(5_000), TRAINING))).isEqualTo("full");
  }

  /** LoRA is cheaper to train here and dearer to answer with. */
  @Test
  void answersCountAsManyAsThereAre() {
    Cost few = new Cost(Cost.Unit.DEVICE_TIME, true, 100);
    Cost many = new Cost(Cost.Unit.DEVICE_TIME, true, 1e6);
    Cost only = new Cost(Cost.Unit.DEVICE_TIME, false, 100);
    assertThat(answer(learn(cheapest(0.01), few))).isEqualTo("lora");
    assertThat(answer(learn(cheapest(0.01), many))).isEqualTo("full");
    assertThat(answer(learn(cheapest(0.01), only))).isEqualTo("full");
  }

  @Test
  void regretAndFlipsAreInTheUnitOfTheGoal() {
    assertUnit(learn(new Goal.Best(), TRAINING), " points");
    assertUnit(learn(cheapest(0.01), TRAINING), " in cost");
    assertUnit(learn(new Goal.Value(10), TRAINING), " of value");
  }

  private static void assertUnit(RuleSet rules, String unit) {
    Rule rule =
        rules.rules().stream()
            .filter(r -> r.support().orElseThrow().runnerUp().isPresent())
            .findFirst()
            .orElseThrow();
    assertThat(RuleSetMarkdown.flips(rules.source(), rule.support().orElseThrow())).contains(unit);
    assertThat(rules.rules().get(0).because()).contains(unit);
    assertThat(RuleSetMarkdown.page(rules)).contains(unit);
  }

  @Test
  void theGradeOfCheapestComparesCosts() {
    Grade grade = learn(cheapest(0.01), TRAINING).grade().orElseThrow();
    assertThat(grade.find("rules").orElseThrow().regret()).isLessThan(0.05);
    assertThat(grade.find("oracle").orElseThrow().cost())
        .isLessThanOrEqualTo(grade.find("rules").orElseThrow().cost() * 1.01);
  }

  /** A tenth of a cent and less: lora is the cheaper to train, full the cheaper to ask. */
  @Test
  void moneyCountsForTrainingAndForAnswers() {
    List<TrialResult> rows = List.of(priced("lora", "USD", 3e-4), priced("full", "USD", 5e-4));
    assertThat(answer(learn(rows, new Cost(Cost.Unit.MONEY, true, 0)))).isEqualTo("lora");
    assertThat(answer(learn(rows, new Cost(Cost.Unit.MONEY, true, 10_000)))).isEqualTo("full");
  }

  @Test
  void moneyOfSeveralCurrenciesIsNotCompared() {
    List<TrialResult> rows = List.of(priced("lora", "USD", 3e-4), priced("full", "EUR", 5e-4));
    assertThatThrownBy(() -> learn(rows, new Cost(Cost.Unit.MONEY, true, 0)))
        .hasMessage(
            "Cannot compare money in EUR and USD: learn from results of one price list, or use"
                + " --cost device-time");
    assertThat(answer(learn(rows, TRAINING))).isEqualTo("lora");
  }

  private static RuleSet learn(List<TrialResult> rows, Cost cost) {
    return Learning.learn(rows, LearningTest.OPTIONS.withGoal(cheapest(0.01), cost));
  }

  private static TrialResult priced(String strategy, String currency, double trainCost) {
    boolean full = strategy.equals("full");
    return trained(strategy, "mrpc", 0, full ? 100 : 30)
        .measure(Metric.TRAIN_COST, trainCost)
        .measure(Metric.COST_PER_1000_ANSWERS, full ? 1e-4 : 5e-4)
        .note(Metric.TRAIN_COST, currency + ", prices of 2026-05-29")
        .quality(full ? 0.9 : 0.895);
  }
}
