package io.sparing.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * An fp32 tensor [rows, width] that is written row by row, in any order. It lies in a mapped file
 * without a name, for it may be larger than the Java heap.
 */
public final class FloatRows implements AutoCloseable {

  private final long[] shape;
  private final FileChannel file;
  private final ByteBuffer row;

  private FloatRows(long[] shape, FileChannel file) {
    this.shape = shape;
    this.file = file;
    this.row = ByteBuffer.allocate(rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Begins a tensor.
   *
   * @throws IllegalArgumentException if it would take 2 GiB or more
   * @throws UncheckedIOException if there is no folder of temporary files
   */
  public static FloatRows of(int rows, int width) {
    long bytes = (long) Float.BYTES * rows * width;
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Invalid rows: %,d vectors of %,d numbers; expected at most %,d, which take 2 GiB"
              .formatted(rows, width, Integer.MAX_VALUE / (Float.BYTES * width)));
    }
    try {
      return new FloatRows(new long[] {rows, width}, UnnamedFile.open(".rows"));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Writes a row.
   *
   * @param number counted from 0
   * @param vector [width]
   * @throws UncheckedIOException if there is no room for it in the folder of temporary files
   */
  public void put(int number, float[] vector) {
    row.clear().asFloatBuffer().put(vector);
    long start = (long) number * rowBytes();
    try {
      while (row.hasRemaining()) {
        file.write(row, start + row.position());
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Returns the tensor, which stays when this is closed. Every row must have been written.
   *
   * @throws UncheckedIOException if the file cannot be mapped
   */
  public TensorData tensor() {
    try {
      long bytes = shape[0] * rowBytes();
      return TensorData.of(
          DataType.FLOAT32, shape, file.map(FileChannel.MapMode.READ_ONLY, 0, bytes));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private int rowBytes() {
    return (int) (Float.BYTES * shape[1]);
  }

  private static UncheckedIOException failure(IOException cause) {
    return new UncheckedIOException(
        "Failed to keep vectors in " + System.getProperty("java.io.tmpdir"), cause);
  }
}
