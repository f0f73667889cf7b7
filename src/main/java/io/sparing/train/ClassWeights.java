package io.sparing.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much the rows of a class count in the loss. */
public enum ClassWeights {

  /** Returns weights with which every row counts 1. */
  NONE,

  /** A row counts rows / (classes · rows of its class), so that all classes count the same. */
  BALANCED;

  /** The names in sweep files. */
  public static final List<String> NAMES = Arrays.stream(values()).map(ClassWeights::text).toList();

  /**
   * Returns the weights of that name.
   *
   * @throws IllegalArgumentException if there are none; the message lists the known ones
   */
  public static ClassWeights find(String name) {
    return Arrays.stream(values())
        .filter(weights -> weights.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown class_weights: %s; known: %s"
                        .formatted(name, String.join(", ", NAMES))));
  }

  /** Returns the name in sweep files. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the weight of each class.
   *
   * @param labels class of each row
   * @param classes how many weights are wanted; a class without rows weighs 1
   */
  float[] of(int[] labels, int classes) {
    float[] weights = new float[classes];
    Arrays.fill(weights, 1);
    if (this == BALANCED) {
      int[] counts = new int[classes];
      for (int label : labels) {
        counts[label]++;
      }
      long present = Arrays.stream(counts).filter(count -> count > 0).count();
      for (int c = 0; c < classes; c++) {
        weights[c] = counts[c] == 0 ? 1 : (float) labels.length / (present * counts[c]);
      }
    }
    return weights;
  }
}
