package io.sparing.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What each choice loses to the oracle in each situation, a mean over the cells that are like it. A
 * situation is a row of a {@link Frame} with a kind of data (any, or a task and a number of
 * classes).
 */
final class Losses {

  /** Weight of all cells' mean, in cells, where a situation is about some of them. */
  private static final double PULL = 1;

  private final List<Situation> situations = new ArrayList<>();
  private final List<double[]> losses = new ArrayList<>();

  /** An environment and what fits in it. */
  record Situation(Environment environment, boolean[] fits) {}

  private Losses() {}

  /** Losses with one situation a row, whatever the data are like. */
  static Losses ofAnyData(Frame frame, Qualities qualities) {
    Losses losses = new Losses();
    for (Frame.Row row : frame.rows()) {
      losses.add(row.environment(), row.fits(), mean(frame, qualities, row, cell -> true));
    }
    return losses;
  }

  /** Losses with a situation for each row and each kind of data among the cells. */
  static Losses byData(Frame frame, Qualities qualities) {
    Losses losses = new Losses();
    for (Frame.Row row : frame.rows()) {
      double[] all = mean(frame, qualities, row, cell -> true);
      for (DataKind kind : DataKind.of(frame.cells())) {
        int count = count(frame, row, kind);
        if (count > 0) {
          double[] own = mean(frame, qualities, row, kind::holds);
          for (int c = 0; c < own.length; c++) {
            own[c] = (count * own[c] + PULL * all[c]) / (count + PULL);
          }
          losses.add(kind.in(row.environment()), row.fits(), own);
        }
      }
    }
    return losses;
  }

  private static int count(Frame frame, Frame.Row row, DataKind kind) {
    return (int)
        frame.cells().stream()
            .filter(cell -> cell.hardware().equals(row.environment().hardware()))
            .filter(kind::holds)
            .count();
  }

  private void add(Environment environment, boolean[] fits, double[] loss) {
    situations.add(new Situation(environment, fits));
    losses.add(loss);
  }

  private static double[] mean(
      Frame frame, Qualities qualities, Frame.Row row, Predicate<Evidence.Cell> like) {
    double[] mean = new double[frame.choices().size()];
    String hardware = row.environment().hardware();
    Goal goal = frame.options().goal();
    int count = 0;
    for (int d = 0; d < frame.cells().size(); d++) {
      Evidence.Cell cell = frame.cells().get(d);
      if (!cell.hardware().equals(hardware) || !like.test(cell)) {
        continue;
      }
      double[] scores = goal.scores(qualities.in(d), frame.cost(hardware), row.fits());
      double best = best(scores, row.fits());
      for (int c = 0; c < mean.length; c++) {
        mean[c] += best - scores[c];
      }
      count++;
    }
    for (int c = 0; c < mean.length; c++) {
      mean[c] /= Math.max(1, count);
    }
    return mean;
  }

  private static double best(double[] scores, boolean[] fits) {
    double best = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < scores.length; c++) {
      best = fits[c] ? Math.max(best, scores[c]) : best;
    }
    return best;
  }

  List<Situation> situations() {
    return situations;
  }

  /** Returns what each choice loses in a situation. */
  double[] in(int situation) {
    return losses.get(situation);
  }
}
