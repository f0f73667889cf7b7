package io.sparing.needs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A linear model of logarithms whose effects are pulled towards zero (Gaussian priors), robust
 * against outliers (Huber's weights), fitted by going over its terms in turn until they settle. A
 * reading may also be a lower bound, which counts only while the model lies below it.
 */
final class LogLinear {

  private static final int ROUNDS = 30;

  /** Rounds after which the residuals are weighed anew. */
  private static final int WEIGHED = 3;

  private static final double HUBER = 1.345;
  private static final double SMALLEST_SCALE = 0.02;
  private static final double FOUR_OF_FIVE = 0.8;

  /**
   * A reading.
   *
   * @param log logarithm of the reading over what was expected of it
   * @param atLeast whether it is a lower bound only
   * @param names the level of each categorical term
   * @param values the value of each numeric term
   */
  record Reading(double log, boolean atLeast, List<String> names, double[] values) {}

  /** A prediction: the middle and half the width of the range of four of five readings. */
  record Prediction(double log, double half) {}

  private final double[] nameSpread;
  private final List<Map<String, Double>> effects = new ArrayList<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private double intercept;
  private final double[] slopes;
  private double halfWidth;

  private LogLinear(double[] nameSpread, int numbers) {
    this.nameSpread = nameSpread;
    this.slopes = new double[numbers];
  }

  /**
   * Returns the model that fits the readings.
   *
   * @param nameSpread how far levels of each categorical term are expected to lie apart, in
   *     logarithms; the last term is the finest, by which support is counted
   * @param slopeSpread the same for slopes of the numeric terms
   */
  static LogLinear fit(List<Reading> readings, double[] nameSpread, double[] slopeSpread) {
    LogLinear model = new LogLinear(nameSpread, slopeSpread.length);
    int[][] levels = new int[nameSpread.length][];
    List<List<String>> names = new ArrayList<>();
    for (int t = 0; t < nameSpread.length; t++) {
      List<String> known = new ArrayList<>();
      levels[t] = index(readings, t, known);
      names.add(known);
    }
    model.solve(readings, levels, names, slopeSpread);
    int finest = nameSpread.length - 1;
    readings.forEach(r -> model.seen.merge(r.names().get(finest), 1, Integer::sum));
    return model;
  }

  private static int[] index(List<Reading> readings, int term, List<String> known) {
    Map<String, Integer> places = new HashMap<>();
    int[] levels = new int[readings.size()];
    for (int i = 0; i < levels.length; i++) {
      String name = readings.get(i).names().get(term);
      Integer place = places.get(name);
      if (place == null) {
        place = places.size();
        places.put(name, place);
        known.add(name);
      }
      levels[i] = place;
    }
    return levels;
  }

  private void solve(
      List<Reading> readings, int[][] levels, List<List<String>> names, double[] slopeSpread) {
    int size = readings.size();
    double[] left = readings.stream().mapToDouble(Reading::log).toArray();
    double[] weights = new double[size];
    double[][] found = new double[levels.length][];
    for (int t = 0; t < levels.length; t++) {
      found[t] = new double[names.get(t).size()];
    }
    double middle = median(left);
    shift(left, -middle);
    intercept = middle;
    double variance = 0;
    for (int round = 0; round < ROUNDS; round++) {
      if (round % WEIGHED == 0) {
        double scale = weigh(readings, left, weights);
        variance = scale * scale;
      }
      double mean = weightedMean(left, weights);
      intercept += mean;
      shift(left, -mean);
      for (int n = 0; n < slopes.length; n++) {
        slope(n, readings, left, weights, variance / (slopeSpread[n] * slopeSpread[n]));
      }
      for (int t = 0; t < levels.length; t++) {
        update(found[t], levels[t], left, weights, variance / (nameSpread[t] * nameSpread[t]));
      }
    }
    for (int t = 0; t < levels.length; t++) {
      Map<String, Double> effect = new HashMap<>();
      for (int l = 0; l < found[t].length; l++) {
        effect.put(names.get(t).get(l), found[t][l]);
      }
      effects.add(effect);
    }
    int finest = levels.length - 1;
    double prior = variance / (nameSpread[finest] * nameSpread[finest]);
    unfit(left, levels[finest], names.get(finest).size(), prior);
    halfWidth = Math.max(SMALLEST_SCALE, quantile(readings, left));
  }

  /** Computes Huber's weights of the residuals; returns their robust scale. */
  private static double weigh(List<Reading> readings, double[] left, double[] weights) {
    double[] sizes = new double[left.length];
    for (int i = 0; i < left.length; i++) {
      sizes[i] = Math.abs(left[i]);
    }
    double scale = Math.max(SMALLEST_SCALE, 1.4826 * median(sizes));
    for (int i = 0; i < left.length; i++) {
      boolean met = readings.get(i).atLeast() && left[i] <= 0;
      weights[i] = met ? 0 : Math.min(1, HUBER * scale / Math.max(1e-12, sizes[i]));
    }
    return scale;
  }

  private void slope(
      int term, List<Reading> readings, double[] left, double[] weights, double prior) {
    double product = 0;
    double square = prior;
    for (int i = 0; i < left.length; i++) {
      double x = readings.get(i).values()[term];
      product += weights[i] * x * left[i];
      square += weights[i] * x * x;
    }
    double step = (product - prior * slopes[term]) / square;
    slopes[term] += step;
    for (int i = 0; i < left.length; i++) {
      left[i] -= step * readings.get(i).values()[term];
    }
  }

  private static void update(
      double[] effect, int[] levels, double[] left, double[] weights, double prior) {
    double[] sum = new double[effect.length];
    double[] weight = new double[effect.length];
    for (int i = 0; i < left.length; i++) {
      sum[levels[i]] += weights[i] * left[i];
      weight[levels[i]] += weights[i];
    }
    double[] step = new double[effect.length];
    for (int l = 0; l < effect.length; l++) {
      step[l] = (sum[l] - prior * effect[l]) / (weight[l] + prior);
      effect[l] += step[l];
    }
    for (int i = 0; i < left.length; i++) {
      left[i] -= step[levels[i]];
    }
  }

  /** Returns the prediction; a level that was never seen has no effect and widens the range. */
  Prediction predict(List<String> names, double[] values) {
    double log = intercept;
    for (int n = 0; n < slopes.length; n++) {
      log += slopes[n] * values[n];
    }
    double unseen = 0;
    for (int t = 0; t < effects.size(); t++) {
      Double effect = effects.get(t).get(names.get(t));
      if (effect == null) {
        unseen += nameSpread[t] * nameSpread[t];
      } else {
        log += effect;
      }
    }
    int support = Math.max(1, seen.getOrDefault(names.get(names.size() - 1), 1));
    double half = Math.sqrt(halfWidth * halfWidth * (1 + 1.0 / support) + unseen);
    return new Prediction(log, half);
  }

  /** Makes each residual what it would be if its own level had been fitted without it. */
  private static void unfit(double[] left, int[] levels, int size, double prior) {
    int[] counts = new int[size];
    for (int level : levels) {
      counts[level]++;
    }
    for (int i = 0; i < left.length; i++) {
      double weight = counts[levels[i]] + prior;
      left[i] *= weight / Math.max(prior, weight - 1);
    }
  }

  private static double quantile(List<Reading> readings, double[] left) {
    double[] sizes = new double[left.length];
    int count = 0;
    for (int i = 0; i < left.length; i++) {
      if (!readings.get(i).atLeast()) {
        sizes[count++] = Math.abs(left[i]);
      }
    }
    double[] sorted = Arrays.copyOf(sizes, count);
    Arrays.sort(sorted);
    return count == 0 ? 1 : sorted[(int) Math.min(count - 1, Math.floor(FOUR_OF_FIVE * count))];
  }

  private static double weightedMean(double[] values, double[] weights) {
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
      weight += weights[i];
    }
    return weight > 0 ? sum / weight : 0;
  }

  private static void shift(double[] values, double by) {
    for (int i = 0; i < values.length; i++) {
      values[i] += by;
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
