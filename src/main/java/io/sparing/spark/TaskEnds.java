package io.sparing.spark;

import io.sparing.trial.TrialSpec;
import io.sparing.watch.TrialListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ends of one job's tasks as they arrive. Only one thread may use it. */
final class TaskEnds {

  private final List<TrialSpec> trials;
  private final TrialListener listener;
  private final int mostLostInARow;
  private final Map<TrialSpec, String> lost = new LinkedHashMap<>();
  private int left;
  private int lostInARow;

  /**
   * @param listener called with each result
   * @param mostLostInARow how many trials in a row may end without a result
   */
  TaskEnds(List<TrialSpec> trials, TrialListener listener, int mostLostInARow) {
    this.trials = trials;
    this.listener = listener;
    this.mostLostInARow = mostLostInARow;
    this.left = trials.size();
  }

  /**
   * Takes the end of a task.
   *
   * @throws IllegalStateException if it is one of too many in a row without a result
   */
  void add(int index, TaskEnd end) {
    left--;
    if (end.result().isPresent()) {
      lostInARow = 0;
      listener.finished(end.result().get());
      return;
    }
    lost.put(trials.get(index), end.lost());
    if (++lostInARow > mostLostInARow) {
      throw new IllegalStateException(
          "Failed to run %d trials in a row, by no fault of theirs; start the sweep again once that is put right: %s"
              .formatted(lostInARow, end.lost()));
    }
  }

  /** Returns how many are still to come. */
  int left() {
    return left;
  }

  /** Returns the trials without a result, and why, in the order in which they ended. */
  Map<TrialSpec, String> lost() {
    return lost;
  }
}
