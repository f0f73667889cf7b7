package io.sparing.selector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns a decision list whose last rule always answers. From each of a few last rules, the draft
 * that lowers the mean loss most is inserted where it does, or takes over as the last rule, until
 * seven rules stand or a further one gains less than its penalty; then each rule is exchanged for a
 * better one, until none is. Equal gains go to the earlier draft, so the search is deterministic.
 */
final class RuleLearner {

  /** Last rules from which lists are grown. */
  private static final int DEFAULTS = 4;

  private static final double TINY = 1e-9;

  private final List<Draft> drafts;
  private final int size;
  private final double[][] loss;
  private final boolean[][] covers;

  /** Drafts in order; the last is unconditional. */
  record Learned(List<Draft> rules, double loss) {

    /** Returns the place of the rule that decides. */
    int place(Environment environment) {
      int place = 0;
      while (rules.get(place).answer(environment) < 0) {
        place++;
      }
      return place;
    }

    /** Returns the choice that the rules take. */
    int choice(Environment environment) {
      return rules.get(place(environment)).step(environment);
    }
  }

  RuleLearner(List<Draft> drafts, Losses losses) {
    this.drafts = drafts;
    this.size = losses.situations().size();
    this.loss = new double[drafts.size()][size];
    this.covers = new boolean[drafts.size()][size];
    for (int s = 0; s < size; s++) {
      Environment environment = losses.situations().get(s).environment();
      double[] of = losses.in(s);
      for (int d = 0; d < drafts.size(); d++) {
        covers[d][s] = drafts.get(d).answer(environment) >= 0;
        loss[d][s] = of[drafts.get(d).step(environment)];
      }
    }
  }

  /** Returns the best list found, of at least one rule. */
  Learned learn(int maxRules, double penalty) {
    List<Integer> defaults =
        IntStream.range(0, drafts.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer d) -> sum(loss[d])).thenComparing(d -> d))
            .limit(DEFAULTS)
            .toList();
    Search best = null;
    for (int last : defaults) {
      Search search = new Search(last);
      search.grow(maxRules, penalty);
      search.exchange();
      if (best == null || search.objective(penalty) < best.objective(penalty) - TINY) {
        best = search;
      }
    }
    List<Draft> rules = new ArrayList<>();
    for (int d : best.list) {
      rules.add(drafts.get(d));
      if (drafts.get(d).conditions().isEmpty()) {
        return new Learned(List.copyOf(rules), best.total() / Math.max(1, size));
      }
    }
    rules.add(drafts.get(best.last).unconditional());
    return new Learned(List.copyOf(rules), best.total() / Math.max(1, size));
  }

  /** One list in the making. */
  private final class Search {
    int last;
    List<Integer> list = new ArrayList<>();

    Search(int last) {
      this.last = last;
    }

    void grow(int maxRules, double penalty) {
      while (list.size() < maxRules - 1) {
        Insertion best = insertion();
        Insertion other = succession();
        double gain = Math.max(best == null ? 0 : best.gain(), other.gain());
        if (gain / size <= penalty + TINY) {
          return;
        }
        if (best == null || other.gain() > best.gain() + TINY) {
          list.add(last);
          last = other.draft();
        } else {
          list.add(best.place(), best.draft());
        }
      }
    }

    /**
     * Tries a new last rule: the last one keeps what its conditions cover, and the draft that gains
     * most stands for the rest: a step that no insertion makes where the last rule is best on
     * average only.
     */
    private Insertion succession() {
      int[] decided = decidedBy();
      double[] gain = new double[drafts.size()];
      for (int s = 0; s < size; s++) {
        if (decided[s] == list.size() && !covers[last][s]) {
          for (int d = 0; d < gain.length; d++) {
            gain[d] += loss[last][s] - loss[d][s];
          }
        }
      }
      int best = 0;
      for (int d = 1; d < gain.length; d++) {
        best = gain[d] > gain[best] + TINY ? d : best;
      }
      return new Insertion(best, list.size(), gain[best]);
    }

    /** Takes each rule out in turn and puts the best one in, while that gains anything. */
    void exchange() {
      boolean better = true;
      while (better) {
        better = false;
        for (int place = 0; place < list.size(); place++) {
          List<Integer> before = list;
          double loss = total();
          list = new ArrayList<>(before);
          list.remove(place);
          Insertion best = insertion();
          if (best != null) {
            list.add(best.place(), best.draft());
          }
          if (total() < loss - 1e-7) {
            better = true;
          } else {
            list = before;
          }
        }
      }
    }

    double objective(double penalty) {
      return total() / Math.max(1, size) + penalty * list.size();
    }

    double total() {
      double total = 0;
      int[] decided = decidedBy();
      for (int s = 0; s < size; s++) {
        total += current(decided[s], s);
      }
      return total;
    }

    private double current(int place, int s) {
      return place == list.size() ? loss[last][s] : loss[list.get(place)][s];
    }

    private int[] decidedBy() {
      int[] decided = new int[size];
      for (int s = 0; s < size; s++) {
        int place = 0;
        while (place < list.size() && !covers[list.get(place)][s]) {
          place++;
        }
        decided[s] = place;
      }
      return decided;
    }

    /** Returns the draft and place that gain most; null where none gains anything. */
    private Insertion insertion() {
      int[] decided = decidedBy();
      double[] now = new double[size];
      for (int s = 0; s < size; s++) {
        now[s] = current(decided[s], s);
      }
      Insertion best = null;
      double[] gain = new double[list.size() + 1];
      for (int d = 0; d < drafts.size(); d++) {
        gains(d, decided, now, gain);
        for (int place = 0; place < gain.length; place++) {
          if (gain[place] > (best == null ? TINY : best.gain() + TINY)) {
            best = new Insertion(d, place, gain[place]);
          }
        }
      }
      return best;
    }

    /**
     * Computes what a draft gains at each place, where it takes the situations it covers that no
     * rule before that decides.
     */
    private void gains(int draft, int[] decided, double[] now, double[] gain) {
      Arrays.fill(gain, 0);
      boolean[] covered = covers[draft];
      double[] own = loss[draft];
      for (int s = 0; s < size; s++) {
        if (covered[s]) {
          gain[decided[s]] += now[s] - own[s];
        }
      }
      for (int place = gain.length - 2; place >= 0; place--) {
        gain[place] += gain[place + 1];
      }
    }
  }

  private record Insertion(int draft, int place, double gain) {}

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
