package io.sparing.run;

/**
 * How the time of a step grows with its size, by some steps: on a straight line through their means
 * whose slope is between that of time that size does not change and that of time in proportion to
 * it.
 */
final class StepCost {

  private int steps;
  private double sizes;
  private double seconds;
  private double squares;
  private double products;

  /** Takes a step in. */
  void add(double size, double stepSeconds) {
    steps++;
    sizes += size;
    seconds += stepSeconds;
    squares += size * size;
    products += size * stepSeconds;
  }

  /** Forgets all steps. */
  void clear() {
    steps = 0;
    sizes = 0;
    seconds = 0;
    squares = 0;
    products = 0;
  }

  /** Returns how many steps it has seen. */
  int steps() {
    return steps;
  }

  /** Returns the mean seconds of the steps that it has seen, of which there is one at least. */
  double mean() {
    return seconds / steps;
  }

  /** Returns the seconds that steps of such a mean size take in the mean. */
  double at(double size) {
    double meanSize = sizes / steps;
    double spread = squares / steps - meanSize * meanSize;
    double together = products / steps - meanSize * mean();
    double slope = spread > 0 ? together / spread : 0;
    double most = mean() / meanSize;
    return mean() + Math.max(0, Math.min(most, slope)) * (size - meanSize);
  }
}
