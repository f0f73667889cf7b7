package io.sparing.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.sparing.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A solo trial's texts, and beside each what a teacher said about it: logits [rows, classes], then
 * states [rows, layers, hidden] if there are any.
 *
 * @param texts the student's own inputs
 * @param answers the teacher's
 */
record TaughtBatches(Trainer.Inputs texts, Answers answers) implements Trainer.Inputs {

  @Override
  public List<NDArray> arrays(NDManager manager, List<int[]> rowsByLane) {
    int[] rows = rowsByLane.get(0);
    List<NDArray> arrays = new ArrayList<>(texts.arrays(manager, rowsByLane));
    arrays.add(
        manager.create(
            Arrays.stream(rows).mapToObj(row -> answers.logits()[row]).toArray(float[][]::new)));
    answers
        .states()
        .ifPresent(
            states ->
                arrays.add(
                    manager.create(
                        states.pick(rows),
                        new Shape(rows.length, states.layers(), states.hidden()))));
    return arrays;
  }
}
