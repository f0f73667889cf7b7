package io.sparing.selector;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Quality of every choice in every cell of a {@link Frame}. What was not measured in a cell is
 * filled in from an effect of the cell and one of the choice, the latter pulled towards the mean
 * where few cells speak for it: so a choice gains nothing by having run on easy data sets only.
 */
final class Qualities {

  private static final int ROUNDS = 50;

  /** Cells by which an effect of a choice is pulled towards none. */
  private static final double PULL = 0.5;

  private final double[][] values;

  private Qualities(double[][] values) {
    this.values = values;
  }

  static Qualities of(Frame frame, LongPredicate seeds) {
    List<Evidence.Cell> cells = frame.cells();
    double[][] values = new double[cells.size()][];
    for (int d = 0; d < values.length; d++) {
      values[d] = frame.quality(cells.get(d), seeds);
    }
    fill(values, frame.choices().size());
    return new Qualities(values);
  }

  /** Returns the quality of each choice in a cell. */
  double[] in(int cell) {
    return values[cell];
  }

  private static void fill(double[][] values, int choices) {
    if (Arrays.stream(values).flatMapToDouble(Arrays::stream).noneMatch(Double::isNaN)) {
      return;
    }
    double[] ofCell = new double[values.length];
    double[] ofChoice = new double[choices];
    for (int round = 0; round < ROUNDS; round++) {
      for (int d = 0; d < values.length; d++) {
        ofCell[d] = cellEffect(values[d], ofChoice);
      }
      for (int c = 0; c < choices; c++) {
        ofChoice[c] = choiceEffect(values, ofCell, c);
      }
    }
    for (int d = 0; d < values.length; d++) {
      for (int c = 0; c < choices; c++) {
        if (Double.isNaN(values[d][c])) {
          values[d][c] = Math.max(0, ofCell[d] + ofChoice[c]);
        }
      }
    }
  }

  private static double cellEffect(double[] values, double[] ofChoice) {
    double sum = 0;
    int count = 0;
    for (int c = 0; c < values.length; c++) {
      if (!Double.isNaN(values[c])) {
        sum += values[c] - ofChoice[c];
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private static double choiceEffect(double[][] values, double[] ofCell, int choice) {
    double sum = 0;
    int count = 0;
    for (int d = 0; d < values.length; d++) {
      if (!Double.isNaN(values[d][choice])) {
        sum += values[d][choice] - ofCell[d];
        count++;
      }
    }
    return sum / (count + PULL);
  }
}
