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

  private final Map<String, List<Double>> scores;
  private final int size;
  private final int[][] samples;

  /** Scores by way to choose, one an environment, in the same order. */
  Bootstrap(Map<String, List<Double>> scores, long seed) {
    this.size = scores.get("oracle").size();
    this.scores =
        scores.entrySet().stream()
            .filter(entry -> entry.getValue().size() == size)
            .collect(
                LinkedHashMap::new,
                (map, entry) -> map.put(entry.getKey(), entry.getValue()),
                Map::putAll);
    Random random = new Random(seed);
    this.samples = new int[REPLICATES][size];
    for (int[] sample : samples) {
      Arrays.setAll(sample, i -> random.nextInt(size));
    }
  }

  Grade grade(String method, List<String> cautions) {
    double[] oracle = resampled("oracle");
    double[] rules = resampled("rules");
    double[] single = resampled("single best");
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
    double[] means = resampled(name);
    Arrays.sort(means);
    double feasible = scores.get(name).stream().filter(q -> q > 0).count() / (double) size;
    return new Grade.Line(
        name,
        mean(name),
        at(means, 0.025),
        at(means, 0.975),
        mean("oracle") - mean(name),
        feasible);
  }

  private double mean(String name) {
    return scores.get(name).stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private double[] resampled(String name) {
    double[] values = scores.get(name).stream().mapToDouble(Double::doubleValue).toArray();
    return Arrays.stream(samples)
        .mapToDouble(sample -> Arrays.stream(sample).mapToDouble(i -> values[i]).sum() / size)
        .toArray();
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.round(quantile * (sorted.length - 1))];
  }
}
