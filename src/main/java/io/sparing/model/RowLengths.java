package io.sparing.model;

import io.sparing.script.TensorData;

/** The lengths (2-norms) of a matrix's rows. */
public final class RowLengths {

  private RowLengths() {}

  /**
   * Computes them, in double precision.
   *
   * @param matrix [rows, columns]
   * @return [rows]
   */
  public static float[] of(TensorData matrix) {
    float[] values = matrix.toFloats();
    int columns = matrix.size(1);
    float[] lengths = new float[matrix.size(0)];
    for (int row = 0; row < lengths.length; row++) {
      double squares = 0;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        squares += (double) values[i] * values[i];
      }
      lengths[row] = (float) Math.sqrt(squares);
    }
    return lengths;
  }
}
