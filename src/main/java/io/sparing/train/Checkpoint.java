package io.sparing.train;

import io.sparing.script.TensorData;
import java.util.List;
import java.util.Map;

/**
 * All that a training needs to go on between two steps as if it had never ended.
 *
 * @param progress how far it is
 * @param tensors by name: those of the script, and the parameters of the best epoch if one is kept.
 *     They are copied from the script when their bytes are asked for
 */
public record Checkpoint(Progress progress, Map<String, TensorData> tensors) {

  /**
   * How far a training is.
   *
   * @param steps optimizer steps taken, skipped ones included
   * @param moved optimizer steps that moved something
   * @param seconds wall seconds of these steps
   * @param rows of one pass
   * @param losses what is known of the losses
   * @param scores validation scores of the epochs that are over, by epoch from 1
   * @param stopping what early stopping knows
   * @param freezing what freezing knows; null where nothing freezes
   * @param decisions oldest first
   */
  public record Progress(
      long steps,
      long moved,
      double seconds,
      int rows,
      LossLog.State losses,
      Map<Integer, Double> scores,
      EarlyStopping.State stopping,
      Freezer.State freezing,
      List<Decision> decisions) {}
}
