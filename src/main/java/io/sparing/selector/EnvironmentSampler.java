package io.sparing.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Samples environments within what was measured: a measured data set and hardware, and limits that
 * lie between its smallest and largest measured needs. Half of the limits sit on a measured need,
 * where the answer changes; half lie between, evenly on a logarithmic scale. A quarter of the
 * latency limits and half of the training budgets are no limit. Environments in which nothing fits
 * are not kept. The same seed gives the same environments.
 */
final class EnvironmentSampler {

  private static final int TRIES = 50;

  private final Evidence evidence;
  private final Random random;

  EnvironmentSampler(Evidence evidence, long seed) {
    this.evidence = evidence;
    this.random = new Random(seed);
  }

  /** That many scenarios, or fewer if almost nothing ever fits. */
  List<Scenario> sample(int count) {
    List<Scenario> scenarios = new ArrayList<>();
    List<Evidence.Cell> cells = evidence.cells();
    for (int tries = 0; scenarios.size() < count && tries < TRIES * count; tries++) {
      Scenario scenario = draw(cells.get(random.nextInt(cells.size())));
      Optional<Observation> best = evidence.oracle(scenario, seed -> true);
      if (best.isPresent()) {
        scenarios.add(scenario);
      }
    }
    return List.copyOf(scenarios);
  }

  private Scenario draw(Evidence.Cell cell) {
    double memory = limit(cell, Feature.MEMORY, 0);
    double latency = limit(cell, Feature.LATENCY, 0.25);
    List<Double> examples = evidence.needs(cell, Feature.EXAMPLES);
    double available =
        examples.isEmpty() ? Long.MAX_VALUE : examples.get(random.nextInt(examples.size()));
    double budget = limit(cell, Feature.TRAIN_SECONDS, 0.5);
    return new Scenario(
        new Environment(cell.task(), cell.hardware(), memory, latency, (long) available, budget),
        cell);
  }

  private double limit(Evidence.Cell cell, Feature feature, double unlimited) {
    List<Double> needs = evidence.needs(cell, feature).stream().filter(need -> need > 0).toList();
    boolean free = random.nextDouble() < unlimited;
    boolean measured = random.nextBoolean();
    double place = random.nextDouble();
    if (free || needs.isEmpty()) {
      return Environment.UNLIMITED;
    }
    double low = needs.get(0);
    double high = needs.get(needs.size() - 1);
    double value =
        measured
            ? needs.get((int) (place * needs.size()))
            : Math.exp(Math.log(low) + place * (Math.log(high) - Math.log(low)));
    return Numbers.roundUp(value);
  }
}
