package io.sparing.selector;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well the learning does on data sets that it was not learned from.
 *
 * @param method what was left out
 * @param cautions in words, what makes the figures weaker than they look
 * @param environments environments graded, over all data sets
 * @param lines oracle, rules, and other ways to choose
 * @param gapClosed share of the gap between the single best choice and the oracle that the rules
 *     close; empty where there is no gap or nothing was left out
 * @param ownReadings the same share where a choice fits by the left-out data set's own readings
 *     instead of the model of needs
 * @param dataSets how the rules do on each data set left out
 * @param reliability stated confidence against how often the rules were within a point of the
 *     oracle
 */
public record Grade(
    String method,
    List<String> cautions,
    int environments,
    List<Line> lines,
    Optional<Share> gapClosed,
    OptionalDouble ownReadings,
    List<DataSet> dataSets,
    List<Bin> reliability) {

  /** Copies the lists. */
  public Grade {
    cautions = List.copyOf(cautions);
    lines = List.copyOf(lines);
    dataSets = List.copyOf(dataSets);
    reliability = List.copyOf(reliability);
  }

  /** Returns the line of that name, if it is there. */
  public Optional<Line> find(String name) {
    return lines.stream().filter(line -> line.name().equals(name)).findFirst();
  }

  /** Returns the share of the gap closed, in words. */
  public String gapWords() {
    if (dataSets.isEmpty() && !cautions.isEmpty()) {
      return "Not graded: no data set shares with another what was measured on it. Sweep them with"
          + " the same settings and learn again.";
    }
    if (dataSets.isEmpty()) {
      return "Not graded: one data set cannot tell how these rules do on another. Sweep two more of"
          + " the kind you care about, with the same settings, and learn from all three folders.";
    }
    return gapClosed
        .map(
            share ->
                "%s of the gap between the single best and the oracle closed (95 %% interval %s to %s)"
                    .formatted(
                        Numbers.percent(share.value()),
                        Numbers.percent(share.low()),
                        Numbers.percent(share.high())))
        .orElse("no gap between the single best and the oracle");
  }

  /** A share with its bootstrap 95 % interval over data sets. */
  public record Share(double value, double low, double high) {}

  /**
   * One way to choose.
   *
   * @param name {@code oracle}, {@code rules}, {@code single best}, {@code papers}, …
   * @param regret mean loss to the oracle, by the goal
   * @param low lower end of its bootstrap 95 % interval over data sets
   * @param high upper end
   * @param quality mean quality; 0 counts where the choice does not fit
   * @param cost geometric mean of the cost of what it takes
   * @param feasible share of the environments in which its answer fits
   * @param right share in which it is within a point of the oracle's quality
   */
  public record Line(
      String name,
      double regret,
      double low,
      double high,
      double quality,
      double cost,
      double feasible,
      double right) {}

  /**
   * The rules on a data set that they were not learned from.
   *
   * @param dataset its name
   * @param rules regret of the rules, by the goal
   * @param table regret of the best mean among what fits
   * @param single regret of the single best
   */
  public record DataSet(String dataset, double rules, double table, double single) {

    /** Returns the share of the gap that the rules close; NaN without a gap. */
    public double gapClosed() {
      return Math.abs(single) < 1e-9 ? Double.NaN : (single - rules) / single;
    }
  }

  /**
   * Environments of about one stated confidence.
   *
   * @param stated mean of what was stated
   * @param observed share within a point of the oracle
   * @param environments how many
   */
  public record Bin(double stated, double observed, int environments) {}
}
