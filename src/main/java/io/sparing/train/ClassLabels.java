package io.sparing.train;

import io.sparing.script.ScriptModule;
import java.util.Arrays;
import java.util.List;

/** Each row belongs to one class: the cross entropy of logits [rows, classes], in nats. */
public final class ClassLabels implements Objective {

  private final int[] labels;
  private final LossSettings settings;
  private final float[] weights;

  /**
   * Creates the objective of a lane's rows.
   *
   * @param labels class of each row
   * @param settings how labels are smoothed and classes weighted
   */
  public ClassLabels(int[] labels, LossSettings settings) {
    this.labels = labels.clone();
    this.settings = settings;
    this.weights = weights(classes());
  }

  @Override
  public int rows() {
    return labels.length;
  }

  @Override
  public double weight(int row) {
    return weights[labels[row]];
  }

  @Override
  public long[] target(int row) {
    return new long[] {labels[row]};
  }

  @Override
  public ScriptModule addTo(ScriptModule module, ScriptModule model, List<Objective> lanes) {
    return LossSource.addTo(module, model, lanes.stream().map(ClassLabels::of).toList());
  }

  private static ClassLabels of(Objective lane) {
    if (lane instanceof ClassLabels labels) {
      return labels;
    }
    throw new IllegalArgumentException(
        "Cannot train lanes with labels and lanes without in one step");
  }

  boolean weighted() {
    return settings.classWeights() != ClassWeights.NONE;
  }

  double smoothing() {
    return settings.labelSmoothing();
  }

  /** Returns one more than the largest class among the rows; 0 without rows. */
  int classes() {
    return Arrays.stream(labels).max().orElse(-1) + 1;
  }

  /** Returns the weight of each of so many classes. */
  float[] weights(int classes) {
    return settings.classWeights().of(labels, classes);
  }
}
