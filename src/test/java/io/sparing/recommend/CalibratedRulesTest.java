package io.sparing.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.sparing.needs.MachineCalibration;
import io.sparing.selector.CalibrationRows;
import io.sparing.selector.Candidate;
import io.sparing.selector.Choice;
import io.sparing.selector.Condition;
import io.sparing.selector.Environment;
import io.sparing.selector.Feature;
import io.sparing.selector.Learning;
import io.sparing.selector.LearningOptions;
import io.sparing.selector.PapersRules;
import io.sparing.selector.Rule;
import io.sparing.selector.RuleSet;
import io.sparing.selector.RuleSetParser;
import io.sparing.trial.TrialResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalibratedRulesTest {

  private static final String OLD = "Old, 2 cores, avx2";
  private static final String NEW = "New, 16 cores, avx2";
  private static final RuleSet LEARNED = learn();

  private static RuleSet learn() {
    List<TrialResult> rows = new ArrayList<>();
    for (long seed = 1; seed < 4; seed++) {
      rows.addAll(CalibrationRows.on(OLD).seed(seed).rows());
    }
    return Learning.learn(rows, LearningOptions.defaults(Instant.EPOCH));
  }

  private static CalibratedRules on(CalibrationRows machine) {
    return CalibratedRules.of(LEARNED, Optional.of(MachineCalibration.of(machine.rows(), 4, "")));
  }

  private static Plan plan(CalibratedRules rules, double latency) {
    return new Recommender(rules)
        .plan(
            new Environment("classification", "cpu", 64, latency, 5_000, Environment.UNLIMITED, 0),
            0);
  }

  private static double thresholds(RuleSet rules, Feature feature) {
    return rules.rules().stream()
        .flatMap(rule -> conditions(rule).stream())
        .filter(Condition.Limit.class::isInstance)
        .map(Condition.Limit.class::cast)
        .filter(limit -> limit.feature() == feature)
        .mapToDouble(Condition.Limit::threshold)
        .sum();
  }

  private static List<Condition> conditions(Rule rule) {
    List<Condition> all = new ArrayList<>(rule.conditions());
    rule.steps().forEach(step -> all.addAll(step.conditions()));
    return all;
  }

  @Test
  void onAMachineTwiceAsSlowCandidatesAndThresholdsAreTwiceAsHigh() {
    RuleSet slow = on(CalibrationRows.on(NEW).slower(2)).rules();
    assertThat(slow.candidates()).hasSameSizeAs(LEARNED.candidates());
    for (Candidate candidate : slow.candidates()) {
      Candidate before = LEARNED.find(candidate.choice(), "cpu").orElseThrow();
      assertThat(candidate.quality()).isEqualTo(before.quality());
      assertThat(ratio(candidate, before, Feature.LATENCY)).isCloseTo(2, within(0.1));
      assertThat(ratio(candidate, before, Feature.MEMORY)).isCloseTo(1, within(0.05));
      assertThat(candidate.needs().get(Feature.EXAMPLES))
          .isEqualTo(before.needs().get(Feature.EXAMPLES));
      if (candidate.choice().trains()) {
        assertThat(ratio(candidate, before, Feature.TRAIN_SECONDS)).isCloseTo(2, within(0.1));
        assertThat(candidate.cost() / before.cost()).isCloseTo(2, within(0.1));
      }
    }
    for (Feature feature : List.of(Feature.LATENCY, Feature.TRAIN_SECONDS)) {
      double before = thresholds(LEARNED, feature);
      assertThat(before).isPositive();
      assertThat(thresholds(slow, feature) / before).as(feature.name()).isBetween(1.9, 2.15);
    }
    assertThat(thresholds(slow, Feature.EXAMPLES)).isEqualTo(thresholds(LEARNED, Feature.EXAMPLES));
  }

  private static double ratio(Candidate candidate, Candidate before, Feature feature) {
    return candidate.needs().get(feature).estimate() / before.needs().get(feature).estimate();
  }

  @Test
  void aLimitThatHoldsThereMayNotHoldHere() {
    Choice there = plan(CalibratedRules.asLearned(LEARNED), 15).choice();
    Plan here = plan(on(CalibrationRows.on(NEW).slower(2)), 15);
    assertThat(there.model()).isEqualTo("e5-small-v2");
    assertThat(here.choice().model()).isEqualTo("minilm-l6");
    assertThat(here.exceeded()).isEmpty();
    assertThat(here.measured().orElseThrow().needs().get(Feature.LATENCY).estimate())
        .isBetween(5.0, 13.0);
  }

  @Test
  void onTheMachineOfTheRowsNothingChanges() {
    CalibratedRules same = on(CalibrationRows.on(OLD).slower(1.2));
    assertThat(same.rules()).isEqualTo(LEARNED);
    NeedsOrigin origin = plan(same, 100).origin().orElseThrow();
    assertThat(origin.kind()).isEqualTo(NeedsOrigin.Kind.MEASURED_HERE);
    assertThat(origin.words()).isEqualTo("36 trials on Old, 2 cores (2 threads), this machine");
  }

  @Test
  void withoutACalibrationTheAnswerNamesTheMachineOfTheRows() {
    NeedsOrigin origin = plan(CalibratedRules.asLearned(LEARNED), 100).origin().orElseThrow();
    assertThat(origin.kind()).isEqualTo(NeedsOrigin.Kind.MEASURED);
    assertThat(origin.words())
        .isEqualTo(
            "36 trials on Old, 2 cores (2 threads); on another machine, ./submit.sh calibrate fits"
                + " them to it");
  }

  @Test
  void whatIsScaledSaysByWhatAndHowSure() {
    Plan plan = plan(on(CalibrationRows.on(NEW).slower(2).slower("lora", 1.5)), 100);
    JsonObject json = PlanParser.toJson(plan).getAsJsonObject("needs_from");
    assertThat(json.get("kind").getAsString()).isEqualTo("scaled");
    assertThat(json.getAsJsonObject("rows").get("hardware").getAsString()).isEqualTo(OLD);
    assertThat(json.getAsJsonObject("calibration").get("trials").getAsInt()).isEqualTo(12);
    JsonObject latency = json.getAsJsonObject("factors").getAsJsonObject("latency_ms");
    assertThat(latency.get("trials").getAsInt()).isEqualTo(10);
    assertThat(latency.get("low").getAsDouble()).isLessThan(2);
    assertThat(latency.get("high").getAsDouble()).isGreaterThan(2.2);
    assertThat(plan.origin().orElseThrow().words())
        .startsWith("36 trials on Old, 2 cores (2 threads), scaled to New, 16 cores (2 threads)");
  }

  @Test
  void rulesOfAnEarlierVersionAreAsLearned() {
    JsonObject json = RuleSetParser.toJson(LEARNED);
    json.remove("references");
    RuleSet old = RuleSetParser.parse(json.toString());
    CalibratedRules rules =
        CalibratedRules.of(
            old, Optional.of(MachineCalibration.of(CalibrationRows.on(NEW).rows(), 4, "")));
    assertThat(rules.rules()).isEqualTo(old);
    assertThat(plan(rules, 100).origin().orElseThrow().kind()).isEqualTo(NeedsOrigin.Kind.UNKNOWN);
    assertThat(plan(CalibratedRules.asLearned(PapersRules.rules()), 100).origin()).isEmpty();
  }

  @Test
  void trialsOfACalibrationTeachNothingOfQuality() {
    List<TrialResult> rows = new ArrayList<>(CalibrationRows.on(OLD).seed(1).rows());
    LearningOptions options = LearningOptions.defaults(Instant.EPOCH);
    int trials = Learning.learn(rows, options).source().trials();
    rows.addAll(CalibrationRows.on(OLD).rows());
    RuleSet both = Learning.learn(rows, options);
    assertThat(both.source().trials()).isEqualTo(trials);
    assertThat(both.reference("cpu").orElseThrow().rows()).isEqualTo(24);
  }
}
