package io.sparing.selector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Means and percentile intervals over environments, resampled together for all ways to choose, so
 * that differences are paired.
 */
final class Bootstrap {

  private static final int REPLICATES = 1_000;
  private static final double NO_GAP = 1e-9;

  private final Map<String, List<Score>> scores = new LinkedHashMap<>();
  private final int size;
  private final Map<String, double[]> resampled;

  /**
   * How a way to choose did in one environment.
   *
   * @param quality in units of the metric; 0 where its answer does not fit
   * @param fits 1 if its answer fits, 0 if not, a share where it was scored more than once
   */
  record Score(double quality, double fits) {}

  /** Scores by way to choose, one an environment, in the same order. */
  Bootstrap(Map<String, List<Score>> scores, long seed) {
    this.size = scores.get("oracle").size();
    scores.forEach(
        (name, list) -> {
          if (list.size() == size) {
            this.scores.put(name, list);
          }
        });
    this.resampled = resample(seed);
  }

  /** The mean quality in every replicate. One replicate's sample is held at a time. */
  private Map<String, double[]> resample(long seed) {
    Map<String, double[]> qualities = new LinkedHashMap<>();
    Map<String, double[]> means = new LinkedHashMap<>();
    scores.forEach(
        (name, list) -> {
          qualities.put(name, list.stream().mapToDouble(Score::quality).toArray());
          means.put(name, new double[REPLICATES]);
        });
    Random random = new Random(seed);
    int[] sample = new int[size];
    for (int r = 0; r < REPLICATES; r++) {
      Arrays.setAll(sample, i -> random.nextInt(size));
      for (Map.Entry<String, double[]> way : qualities.entrySet()) {
        means.get(way.getKey())[r] = mean(sample, way.getValue());
      }
    }
    return means;
  }

  private static double mean(int[] sample, double[] values) {
    return Arrays.stream(sample).mapToDouble(i -> values[i]).sum() / sample.length;
  }

  Grade grade(String method, List<String> cautions) {
    double[] oracle = resampled.get("oracle");
    double[] rules = resampled.get("rules");
    double[] single = resampled.get("single best");
    double gap = mean("oracle") - mean("single best");
    List<Grade.Line> lines = new ArrayList<>();
    scores.keySet().forEach(name -> lines.add(line(name)));
    double[] closed = new double[REPLICATES];
    int kept = 0;
    for (int r = 0; r < REPLICATES; r++) {
      if (oracle[r] - single[r] > NO_GAP) {
        closed[kept++] = (rules[r] - single[r]) / (oracle[r] - single[r]);
      }
    }
    double[] shares = Arrays.copyOf(closed, kept);
    Arrays.sort(shares);
    boolean open = gap > NO_GAP && kept > 0;
    return new Grade(
        method,
        cautions,
        size,
        lines,
        open
            ? OptionalDouble.of((mean("rules") - mean("single best")) / gap)
            : OptionalDouble.empty(),
        open ? OptionalDouble.of(at(shares, 0.025)) : OptionalDouble.empty(),
        open ? OptionalDouble.of(at(shares, 0.975)) : OptionalDouble.empty());
  }

  private Grade.Line line(String name) {
    double[] means = resampled.get(name).clone();
    Arrays.sort(means);
    double feasible = scores.get(name).stream().mapToDouble(Score::fits).sum() / size;
    return new Grade.Line(
        name,
        mean(name),
        at(means, 0.025),
        at(means, 0.975),
        mean("oracle") - mean(name),
        feasible);
  }

  private double mean(String name) {
    return scores.get(name).stream().mapToDouble(Score::quality).average().orElse(0);
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.round(quantile * (sorted.length - 1))];
  }
}
