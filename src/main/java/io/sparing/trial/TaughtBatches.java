package io.sparing.trial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/**
 * A solo trial's texts, and beside each what a teacher made of it.
 *
 * @param texts the student's own inputs
 * @param logits the teacher's answer [classes] of each row
 * @param states the first token's states of the teacher's layers that are matched, each of unit
 *     length [layers · hidden], of each row
 * @param layers how many those are
 */
record TaughtBatches(Trainer.Inputs texts, float[][] logits, float[][] states, int layers)
    implements Trainer.Inputs {

  @Override
  public List<NDArray> arrays(NDManager manager, List<int[]> rowsByLane) {
    int[] rows = rowsByLane.get(0);
    List<NDArray> arrays = new ArrayList<>(texts.arrays(manager, rowsByLane));
    arrays.add(manager.create(pick(logits, rows), new Shape(rows.length, logits[0].length)));
    int hidden = states[0].length / layers;
    arrays.add(manager.create(pick(states, rows), new Shape(rows.length, layers, hidden)));
    return arrays;
  }

  private static float[] pick(float[][] table, int[] rows) {
    int width = table[0].length;
    float[] picked = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(table[rows[i]], 0, picked, i * width, width);
    }
    return picked;
  }
}
