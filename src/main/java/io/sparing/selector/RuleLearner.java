package io.sparing.selector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Learns a decision list by beam search: from the empty list, every step inserts the candidate at
 * the place that lowers the mean regret most, until seven rules stand or a further rule gains less
 * than its penalty. An environment that no rule decides costs the oracle's whole quality. Equal
 * gains go to the cheaper choice, so the search is deterministic.
 */
final class RuleLearner {

  private static final int BEAM = 4;
  private static final double EQUAL = 1e-9;

  private final List<Candidate> candidates;
  private final int size;
  private final boolean[][] covers;
  private final float[][] regret;
  private final float[] undecided;

  RuleLearner(Evidence evidence, List<Scenario> scenarios, LongPredicate seeds) {
    this.candidates = Candidate.of(evidence);
    this.size = scenarios.size();
    this.covers = new boolean[candidates.size()][size];
    this.regret = new float[candidates.size()][size];
    this.undecided = new float[size];
    for (int e = 0; e < size; e++) {
      undecided[e] =
          evidence
              .oracle(scenarios.get(e), seeds)
              .map(o -> o.quality(seeds))
              .orElse(0.0)
              .floatValue();
    }
    for (int c = 0; c < candidates.size(); c++) {
      fill(c, evidence, scenarios, seeds);
    }
  }

  private void fill(int c, Evidence evidence, List<Scenario> scenarios, LongPredicate seeds) {
    Candidate candidate = candidates.get(c);
    for (int e = 0; e < size; e++) {
      covers[c][e] = candidate.covers(scenarios.get(e).environment());
      if (covers[c][e]) {
        regret[c][e] =
            undecided[e] - (float) evidence.quality(scenarios.get(e), candidate.choice(), seeds);
      }
    }
  }

  /** The best list found. */
  List<Candidate> learn(int maxRules, double penalty) {
    Plan best = new Plan(List.of(), total(undecided));
    List<Plan> beam = List.of(best);
    for (int length = 1; length <= maxRules; length++) {
      beam = extend(beam);
      if (beam.isEmpty()) {
        break;
      }
      if (objective(beam.get(0), penalty) < objective(best, penalty) - EQUAL) {
        best = beam.get(0);
      }
    }
    return best.rules().stream().map(candidates::get).toList();
  }

  private double objective(Plan plan, double penalty) {
    return plan.regret() / Math.max(1, size) + penalty * plan.rules().size();
  }

  private List<Plan> extend(List<Plan> beam) {
    List<Plan> next = new ArrayList<>();
    beam.forEach(plan -> extend(plan, next));
    next.sort(Comparator.comparingDouble(plan -> Math.round(plan.regret() / 1e-4)));
    Set<Set<Integer>> seen = new HashSet<>();
    return next.stream().filter(plan -> seen.add(Set.copyOf(plan.rules()))).limit(BEAM).toList();
  }

  /** The best place of each candidate in a plan, where that gains anything. */
  private void extend(Plan plan, List<Plan> next) {
    int[] decidedBy = decidedBy(plan);
    double[] gain = new double[plan.rules().size() + 1];
    for (int c = 0; c < candidates.size(); c++) {
      gains(plan, c, decidedBy, gain);
      int place = 0;
      for (int p = 1; p < gain.length; p++) {
        place = gain[p] > gain[place] + 1e-6 ? p : place;
      }
      if (gain[place] > 1e-6) {
        next.add(plan.insert(place, c, gain[place]));
      }
    }
  }

  /** At place p a candidate takes the environments it covers that no rule before p decides. */
  private void gains(Plan plan, int c, int[] decidedBy, double[] gain) {
    Arrays.fill(gain, 0);
    for (int e = 0; e < size; e++) {
      if (covers[c][e]) {
        gain[decidedBy[e]] += current(plan, decidedBy[e], e) - regret[c][e];
      }
    }
    for (int p = gain.length - 2; p >= 0; p--) {
      gain[p] += gain[p + 1];
    }
  }

  private float current(Plan plan, int place, int e) {
    return place == plan.rules().size() ? undecided[e] : regret[plan.rules().get(place)][e];
  }

  private int[] decidedBy(Plan plan) {
    int[] decidedBy = new int[size];
    for (int e = 0; e < size; e++) {
      int place = 0;
      while (place < plan.rules().size() && !covers[plan.rules().get(place)][e]) {
        place++;
      }
      decidedBy[e] = place;
    }
    return decidedBy;
  }

  private static double total(float[] values) {
    double total = 0;
    for (float value : values) {
      total += value;
    }
    return total;
  }

  /** Candidates by index, in order, and their summed regret. */
  private record Plan(List<Integer> rules, double regret) {
    Plan insert(int place, int candidate, double gain) {
      List<Integer> longer = new ArrayList<>(rules);
      longer.add(place, candidate);
      return new Plan(List.copyOf(longer), regret - gain);
    }
  }
}
