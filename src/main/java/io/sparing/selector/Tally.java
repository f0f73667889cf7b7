package io.sparing.selector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Sums up how ways to choose did, by data set; intervals resample data sets. */
final class Tally {

  private static final int REPLICATES = 1_000;
  private static final double NO_GAP = 1e-9;

  private final Map<String, Map<String, Sums>> byDataSet = new TreeMap<>();
  private final double smallestCost;
  private Map<String, Sums> now;
  private int environments;

  private static final class Sums {
    double score;
    double quality;
    double logCost;
    double fits;
    double right;
    int count;
  }

  /**
   * @param smallestCost the lowest cost that counts
   */
  Tally(double smallestCost) {
    this.smallestCost = smallestCost;
  }

  /** Begins another environment of a data set. */
  void begin(String dataset) {
    now = byDataSet.computeIfAbsent(dataset, d -> new LinkedHashMap<>());
    environments++;
  }

  /** Adds what a way to choose gets in that environment. */
  void add(String way, double score, double quality, double cost, boolean fits, boolean right) {
    Sums sums = now.computeIfAbsent(way, w -> new Sums());
    sums.score += score;
    sums.quality += quality;
    sums.logCost += Math.log(Math.max(smallestCost, cost));
    sums.fits += fits ? 1 : 0;
    sums.right += right ? 1 : 0;
    sums.count++;
  }

  int environments() {
    return environments;
  }

  List<Grade.Line> lines(long seed) {
    List<Grade.Line> lines = new ArrayList<>();
    List<int[]> samples = samples(seed);
    for (String way : byDataSet.values().iterator().next().keySet()) {
      double[] regrets = regrets(way);
      double[] means =
          samples.stream().mapToDouble(sample -> mean(sample, regrets)).sorted().toArray();
      lines.add(
          new Grade.Line(
              way,
              Arrays.stream(regrets).average().orElse(0),
              at(means, 0.025),
              at(means, 0.975),
              mean(way, s -> s.quality),
              Math.exp(mean(way, s -> s.logCost)),
              mean(way, s -> s.fits),
              mean(way, s -> s.right)));
    }
    return lines;
  }

  Optional<Grade.Share> gapClosed(long seed) {
    if (byDataSet.isEmpty()) {
      return Optional.empty();
    }
    double[] rules = regrets(Ways.RULES);
    double[] single = regrets(Ways.SINGLE);
    double gap = Arrays.stream(single).average().orElse(0);
    if (gap <= NO_GAP) {
      return Optional.empty();
    }
    double[] shares =
        samples(seed).stream()
            .filter(sample -> mean(sample, single) > NO_GAP)
            .mapToDouble(sample -> 1 - mean(sample, rules) / mean(sample, single))
            .sorted()
            .toArray();
    double value = 1 - Arrays.stream(rules).average().orElse(0) / gap;
    return Optional.of(new Grade.Share(value, at(shares, 0.025), at(shares, 0.975)));
  }

  List<Grade.DataSet> dataSets() {
    List<Grade.DataSet> dataSets = new ArrayList<>();
    double[] rules = regrets(Ways.RULES);
    double[] table = regrets(Ways.TABLE);
    double[] single = regrets(Ways.SINGLE);
    int i = 0;
    for (String dataset : byDataSet.keySet()) {
      dataSets.add(new Grade.DataSet(dataset, rules[i], table[i], single[i]));
      i++;
    }
    return dataSets;
  }

  /** Returns the mean regret on each data set. */
  private double[] regrets(String way) {
    return byDataSet.values().stream()
        .mapToDouble(
            ways -> {
              Sums oracle = ways.get(Ways.ORACLE);
              Sums sums = ways.get(way);
              return oracle.score / oracle.count - sums.score / sums.count;
            })
        .toArray();
  }

  /** Returns a mean over data sets of a mean over environments. */
  private double mean(String way, ToDoubleFunction<Sums> value) {
    return byDataSet.values().stream()
        .map(ways -> ways.get(way))
        .mapToDouble(sums -> value.applyAsDouble(sums) / sums.count)
        .average()
        .orElse(0);
  }

  private List<int[]> samples(long seed) {
    Random random = new Random(seed);
    int size = byDataSet.size();
    List<int[]> samples = new ArrayList<>();
    for (int r = 0; r < REPLICATES; r++) {
      samples.add(random.ints(size, 0, size).toArray());
    }
    return samples;
  }

  private static double mean(int[] sample, double[] values) {
    return Arrays.stream(sample).mapToDouble(i -> values[i]).average().orElse(0);
  }

  private static double at(double[] sorted, double quantile) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.round(quantile * (sorted.length - 1))];
  }
}
