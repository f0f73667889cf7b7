package io.sparing.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.sparing.data.BatchPlan;
import io.sparing.script.LoadedScript;
import io.sparing.train.Trainer;
import java.util.List;

/** Runs a loaded model over many rows, in batches of like length. */
public final class Inference {

  private static final int BATCH = 32;

  private Inference() {}

  /** Called with what a method gives for a row, as soon as it is there. */
  @FunctionalInterface
  public interface Taker {
    /** Called with the values of a row. */
    void take(int row, float[] values);
  }

  /** Called around batches. */
  @FunctionalInterface
  public interface Timer {

    /** Called before a batch. */
    default void begins() {}

    /**
     * Called after a batch.
     *
     * @param rows of the batch
     * @param seconds it took, without waiting
     */
    void ends(int[] rows, double seconds);
  }

  /**
   * Returns the result of a method for every row, in row order.
   *
   * @param method takes the list of inputs, gives [rows, width]
   * @param lengths length of each row, for bucketing
   */
  public static float[][] run(
      LoadedScript script, String method, Trainer.Inputs inputs, int[] lengths) {
    float[][] all = new float[lengths.length][];
    each(script, method, inputs, lengths, (row, values) -> all[row] = values);
    return all;
  }

  /** As {@link #run}, row by row; no more than a batch is held at a time. */
  public static void each(
      LoadedScript script, String method, Trainer.Inputs inputs, int[] lengths, Taker taker) {
    each(script, method, inputs, lengths, taker, (rows, seconds) -> {});
  }

  /**
   * As {@link #each}, and tells what each batch took.
   *
   * @param timer called after each batch
   */
  public static void each(
      LoadedScript script,
      String method,
      Trainer.Inputs inputs,
      int[] lengths,
      Taker taker,
      Timer timer) {
    for (int[] rows : BatchPlan.evaluation(lengths, BATCH)) {
      timer.begins();
      long start = System.nanoTime() - script.waitedNanos();
      float[][] some = batch(script, method, inputs, rows);
      timer.ends(rows, (System.nanoTime() - script.waitedNanos() - start) / 1e9);
      for (int i = 0; i < rows.length; i++) {
        taker.take(rows[i], some[i]);
      }
    }
  }

  /** The result of a method for these rows, in their order. */
  private static float[][] batch(
      LoadedScript script, String method, Trainer.Inputs inputs, int[] rows) {
    long start = System.nanoTime() - script.waitedNanos();
    try (NDManager manager = script.newManager()) {
      NDArray result = script.call(manager, method, inputs.arrays(manager, List.of(rows)));
      float[] flat = result.toFloatArray();
      int width = flat.length / rows.length;
      float[][] table = new float[rows.length][width];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(flat, i * width, table[i], 0, width);
      }
      return table;
    } finally {
      script.pace().worked(System.nanoTime() - script.waitedNanos() - start);
    }
  }
}
