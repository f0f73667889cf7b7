package io.sparing.selector;

import io.sparing.needs.Need;
import io.sparing.needs.NeedsTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Grades the learning, not one rule list: each data set is left out in turn, with those that share
 * rows with it; rules are learned from the others (their needs too) and scored on it. Where there
 * are two seeds or more, whatever is picked is picked on one half of them and scored on the other,
 * then the other way round. Intervals resample data sets. With one data set nothing is graded.
 */
final class Grader {

  private static final double A_POINT = 0.01;

  /** The share of choices in data sets that must have seeds on both sides. */
  private static final double LEAST_CROSSED = 0.5;

  private final Evidence evidence;
  private final NeedsTable needs;
  private final LearningOptions options;
  private final List<String> cautions = new ArrayList<>();
  private final List<Calibration.Point> points = new ArrayList<>();
  private final Tally tally;
  private final Tally own;

  Grader(Evidence evidence, NeedsTable needs, LearningOptions options) {
    this.evidence = evidence;
    this.needs = needs;
    this.options = options;
    this.tally = new Tally(options.cost().unit().smallest());
    this.own = new Tally(options.cost().unit().smallest());
  }

  Grade grade() {
    List<String> datasets = evidence.datasets();
    List<Long> seeds = evidence.seeds();
    LongPredicate even = seed -> seeds.indexOf(seed) % 2 == 0;
    double crossing = evidence.crossed(even);
    boolean crossed = crossing >= LEAST_CROSSED;
    if (datasets.size() < 2) {
      return notGraded();
    }
    if (!crossed) {
      cautions.add(
          "optimistic: few choices have two seeds, so the oracle is picked on the seeds it is"
              + " scored on");
    } else if (crossing < 1) {
      cautions.add(
          "%.0f %% of what was measured has one seed and is no part of the grade"
              .formatted(100 * (1 - crossing)));
    }
    if (datasets.size() < 5) {
      cautions.add(
          "%d data sets only: the intervals are wide and too narrow".formatted(datasets.size()));
    }
    Set<Need> judged = EnumSet.of(Need.LATENCY_MILLIS, Need.MEMORY_GIGABYTES, Need.TRAIN_SECONDS);
    judged.addAll(options.cost().needs());
    for (String dataset : datasets) {
      String collection = evidence.collection(dataset);
      Frame frame =
          Fold.without(
              evidence,
              dataset,
              needs.fit(row -> !evidence.collection(row).equals(collection), judged),
              options);
      if (crossed) {
        score(frame, dataset, even, even.negate());
        score(frame, dataset, even.negate(), even);
      } else {
        score(frame, dataset, seed -> true, seed -> true);
      }
    }
    if (tally.environments() == 0) {
      return notGraded();
    }
    return new Grade(
        "leave one data set out",
        cautions,
        tally.environments(),
        tally.lines(options.seed()),
        tally.gapClosed(options.seed()),
        own.gapClosed(options.seed())
            .map(s -> OptionalDouble.of(s.value()))
            .orElse(OptionalDouble.empty()),
        tally.dataSets(),
        datasets.size() < 3 ? List.of() : Calibration.reliability(points));
  }

  private Grade notGraded() {
    return new Grade(
        "not graded",
        cautions,
        0,
        List.of(),
        Optional.empty(),
        OptionalDouble.empty(),
        List.of(),
        List.of());
  }

  /**
   * Returns the line from the learning sets' share to confidence; empty where too few data sets
   * were left out.
   */
  Optional<Calibration> calibration() {
    return evidence.datasets().size() < 3 ? Optional.empty() : Optional.of(Calibration.of(points));
  }

  private void score(Frame frame, String dataset, LongPredicate pick, LongPredicate judge) {
    if (frame.choices().isEmpty() || frame.rows().isEmpty()) {
      String caution =
          "nothing measured on %s was measured on a data set that shares no rows with it"
              .formatted(dataset);
      if (!cautions.contains(caution)) {
        cautions.add(caution);
      }
      return;
    }
    Ways ways = new Ways(frame, pick);
    RuleLearner.Learned learned = new Fold(frame).learn(pick);
    Optional<Forest> forest =
        frame.cells().size() < 2
            ? Optional.empty()
            : Optional.of(Forest.of(frame, ways.qualities(), options.seed()));
    Map<String, Ways.Way> all = ways.all(learned, forest);
    for (Evidence.Cell cell : evidence.cells()) {
      if (cell.dataset().equals(dataset) && frame.hardware().contains(cell.hardware())) {
        score(frame, ways, all, cell, pick, judge);
      }
    }
  }

  private void score(
      Frame frame,
      Ways ways,
      Map<String, Ways.Way> all,
      Evidence.Cell cell,
      LongPredicate pick,
      LongPredicate judge) {
    double[] picked = frame.quality(cell, pick);
    double[] judged = frame.quality(cell, judge);
    double[] cost = frame.cost(cell.hardware());
    List<Map<Feature, Double>> readings =
        frame.choices().stream().map(choice -> evidence.readings(cell, choice)).toList();
    for (int row = 0; row < frame.rows().size(); row++) {
      Frame.Row place = frame.rows().get(row);
      if (!place.environment().hardware().equals(cell.hardware())) {
        continue;
      }
      boolean[] fits = measured(place.fits(), picked, judged);
      Map<String, OptionalInt> answers = new LinkedHashMap<>();
      for (Map.Entry<String, Ways.Way> way : all.entrySet()) {
        answers.put(way.getKey(), way.getValue().choose(cell, row));
      }
      enter(tally, cell, cost, picked, judged, fits, answers);
      enter(own, cell, cost, picked, judged, ownFits(readings, place.environment()), answers);
      OptionalInt rules = answers.get(Ways.RULES);
      if (any(fits)) {
        int oracle = oracle(picked, cost, fits);
        points.add(
            new Calibration.Point(
                cell.dataset(),
                share(frame, ways.qualities(), place, rules.getAsInt()),
                right(judged, fits, rules.getAsInt(), oracle) ? 1 : 0));
      }
    }
  }

  private static boolean[] measured(boolean[] fits, double[] picked, double[] judged) {
    boolean[] both = new boolean[fits.length];
    for (int c = 0; c < both.length; c++) {
      both[c] = fits[c] && !Double.isNaN(picked[c]) && !Double.isNaN(judged[c]);
    }
    return both;
  }

  /** Returns what fits by the medians of the data set's own readings, without a margin. */
  private static boolean[] ownFits(List<Map<Feature, Double>> readings, Environment environment) {
    boolean[] fits = new boolean[readings.size()];
    for (int c = 0; c < fits.length; c++) {
      fits[c] = !readings.get(c).isEmpty();
      for (Map.Entry<Feature, Double> need : readings.get(c).entrySet()) {
        fits[c] &= need.getValue() <= environment.value(need.getKey());
      }
    }
    return fits;
  }

  private static boolean any(boolean[] fits) {
    return IntStream.range(0, fits.length).anyMatch(c -> fits[c]);
  }

  private void enter(
      Tally into,
      Evidence.Cell cell,
      double[] cost,
      double[] picked,
      double[] judged,
      boolean[] fits,
      Map<String, OptionalInt> answers) {
    if (!any(fits)) {
      return;
    }
    double[] scores = options.goal().scores(judged, cost, fits);
    int oracle = oracle(picked, cost, fits);
    into.begin(cell.dataset());
    into.add(Ways.ORACLE, scores[oracle], judged[oracle], cost[oracle], true, true);
    double nothing = lowest(scores, fits);
    answers.forEach(
        (name, answer) -> {
          int choice = answer.orElse(-1);
          boolean fit = choice >= 0 && fits[choice];
          into.add(
              name,
              choice < 0 || Double.isNaN(scores[choice]) ? nothing : scores[choice],
              fit ? judged[choice] : 0,
              choice < 0 ? cost[oracle] : cost[choice],
              fit,
              choice >= 0 && right(judged, fits, choice, oracle));
        });
    random(into, scores, judged, cost, fits, answers.get(Ways.RULES).orElse(oracle), oracle);
  }

  /** Adds the mean of all that fit and cost no more than what the rules take. */
  private static void random(
      Tally into,
      double[] scores,
      double[] judged,
      double[] cost,
      boolean[] fits,
      int rules,
      int oracle) {
    int[] affordable =
        IntStream.range(0, fits.length)
            .filter(c -> fits[c] && cost[c] <= cost[rules] * (1 + 1e-9))
            .toArray();
    if (affordable.length == 0) {
      affordable = IntStream.range(0, fits.length).filter(c -> fits[c]).toArray();
    }
    into.add(
        Ways.RANDOM,
        mean(affordable, scores),
        mean(affordable, judged),
        mean(affordable, cost),
        true,
        IntStream.of(affordable).filter(c -> right(judged, fits, c, oracle)).count() * 2
            >= affordable.length);
  }

  private static double mean(int[] of, double[] values) {
    return IntStream.of(of).mapToDouble(c -> values[c]).average().orElse(0);
  }

  /** Returns the score of an answer that does not fit: no answer counts like it. */
  private static double lowest(double[] scores, boolean[] fits) {
    for (int c = 0; c < scores.length; c++) {
      if (!fits[c] && !Double.isNaN(scores[c])) {
        return scores[c];
      }
    }
    return IntStream.range(0, scores.length).mapToDouble(c -> scores[c]).min().orElse(0);
  }

  private int oracle(double[] picked, double[] cost, boolean[] fits) {
    double[] scores = options.goal().scores(picked, cost, fits);
    int best = -1;
    for (int c = 0; c < scores.length; c++) {
      boolean better =
          fits[c]
              && (best < 0
                  || scores[c] > scores[best]
                  || (scores[c] == scores[best] && cost[c] < cost[best]));
      best = better ? c : best;
    }
    return best;
  }

  private static boolean right(double[] quality, boolean[] fits, int choice, int oracle) {
    return fits[choice] && quality[choice] >= quality[oracle] - A_POINT;
  }

  /**
   * Returns the share of a frame's data sets on which a choice is within a point of what is best
   * there.
   */
  static double share(Frame frame, Qualities qualities, Frame.Row place, int choice) {
    double right = 0;
    int count = 0;
    double[] cost = frame.cost(place.environment().hardware());
    for (int d = 0; d < frame.cells().size(); d++) {
      if (frame.cells().get(d).hardware().equals(place.environment().hardware())) {
        double[] quality = qualities.in(d);
        double[] scores = frame.options().goal().scores(quality, cost, place.fits());
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
          best = place.fits()[c] && (!place.fits()[best] || scores[c] > scores[best]) ? c : best;
        }
        right += right(quality, place.fits(), choice, best) ? 1 : 0;
        count++;
      }
    }
    return right / Math.max(1, count);
  }
}
