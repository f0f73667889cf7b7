package io.sparing.selector;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well learned rules do on what they were not learned from. Quality is in units of the metric;
 * an answer that does not fit its environment has quality 0.
 *
 * @param method what was held out
 * @param cautions in words, what makes the figures weaker than they look
 * @param environments environments graded
 * @param lines oracle, rules, single best and the baselines, in that order
 * @param gapClosed share of the gap between the single best and the oracle that the rules close;
 *     empty if there is no gap
 * @param low lower end of its bootstrap 95 % interval over environments
 * @param high upper end
 */
public record Grade(
    String method,
    List<String> cautions,
    int environments,
    List<Line> lines,
    OptionalDouble gapClosed,
    OptionalDouble low,
    OptionalDouble high) {

  /** Copies the lists. */
  public Grade {
    cautions = List.copyOf(cautions);
    lines = List.copyOf(lines);
  }

  /** The line of that name, if it is there. */
  public Optional<Line> find(String name) {
    return lines.stream().filter(line -> line.name().equals(name)).findFirst();
  }

  /** The share of the gap closed, in words. */
  public String gapWords() {
    if (gapClosed.isEmpty()) {
      return "no gap between the single best and the oracle";
    }
    return "%s of the gap between the single best and the oracle closed (95 %% interval %s to %s)"
        .formatted(
            Numbers.percent(gapClosed.getAsDouble()),
            Numbers.percent(low.orElse(Double.NaN)),
            Numbers.percent(high.orElse(Double.NaN)));
  }

  /**
   * One way to choose.
   *
   * @param name {@code oracle}, {@code rules}, {@code single best}, {@code papers}, …
   * @param quality mean quality
   * @param low lower end of its bootstrap 95 % interval
   * @param high upper end
   * @param regret mean loss to the oracle
   * @param feasible share of the environments in which its answer fits
   */
  public record Line(
      String name, double quality, double low, double high, double regret, double feasible) {}
}
