package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.measure.Metric;
import io.sparing.needs.Interval;
import io.sparing.trial.TrialResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ParetoTest {

  private static Candidate candidate(
      String strategy, String hardware, double quality, double... needs) {
    Map<Feature, Interval> map = new EnumMap<>(Feature.class);
    for (int i = 0; i < needs.length; i++) {
      map.put(Feature.LIMITS.get(i), new Interval(needs[i], needs[i], needs[i]));
    }
    Choice choice = Choice.of(strategy, "minilm-l6", "fp32", Map.of());
    return new Candidate(choice, hardware, quality, 1, 1, map, 1, new TreeMap<>());
  }

  @Test
  void paretoBestKeepsWhatNothingDominates() {
    List<TrialResult> results = new ArrayList<>(Trials.crossing());
    TrialResult dominated = Trials.of("bitfit").needs(4, 30, 200).quality(0.8);
    results.add(dominated);
    assertThat(Pareto.paretoBest(results, Metric.ACCURACY))
        .hasSize(3)
        .doesNotContain(dominated.spec().id());
  }

  @Test
  void anotherDataSetDominatesNothing() {
    List<TrialResult> results =
        List.of(
            Trials.of("full").needs(1, 10, 1).quality(0.9),
            Trials.of("lora").dataset("mrpc").needs(2, 20, 2).quality(0.6));
    assertThat(Pareto.paretoBest(results, Metric.ACCURACY)).hasSize(2);
  }

  @Test
  void theSetIsWhatNoCandidateBeatsTheBestFirst() {
    Candidate cheap = candidate("zero-shot", "cpu", 0.6, 1, 10);
    Candidate good = candidate("full", "cpu", 0.9, 4, 20);
    Candidate beaten = candidate("bitfit", "cpu", 0.8, 4, 20);
    Candidate elsewhere = candidate("lora", "gpu", 0.95, 1, 1);
    assertThat(ParetoSet.of(List.of(cheap, beaten, elsewhere, good), "cpu"))
        .containsExactly(good, cheap);
    assertThat(ParetoSet.of(List.of(cheap, beaten, elsewhere, good), "gpu"))
        .containsExactly(elsewhere);
  }

  @Test
  void equalsStandBesideEachOther() {
    Candidate one = candidate("bitfit", "cpu", 0.8, 1, 10);
    Candidate other = candidate("lora", "cpu", 0.8, 1, 10);
    assertThat(ParetoSet.of(List.of(other, one), "cpu")).containsExactly(one, other);
  }
}
