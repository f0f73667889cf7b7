package io.sparing.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.train.Trainer;
import java.util.List;

/**
 * Vectors [hidden] that were computed before, a table a lane, as the input of a head [rows,
 * hidden].
 */
record FeatureBatches(List<float[][]> featuresByLane) implements Trainer.Inputs {

  @Override
  public List<NDArray> arrays(NDManager manager, List<int[]> rowsByLane) {
    int hidden = featuresByLane.get(0)[0].length;
    int rows = rowsByLane.stream().mapToInt(lane -> lane.length).sum();
    float[] values = new float[rows * hidden];
    int next = 0;
    for (int lane = 0; lane < rowsByLane.size(); lane++) {
      for (int row : rowsByLane.get(lane)) {
        System.arraycopy(featuresByLane.get(lane)[row], 0, values, hidden * next++, hidden);
      }
    }
    return List.of(manager.create(values, new Shape(rows, hidden)));
  }
}
