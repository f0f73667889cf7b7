package io.sparing.run;

import io.sparing.model.ModelManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * A teacher's states of the first token of every row, of those layers alone that a student's layers
 * are matched with, each of unit length: its last with the teacher's last, the others evenly below.
 * They lie in a file without a name, since they may be larger than the Java heap.
 */
final class MatchedStates implements AutoCloseable {

  private final FileChannel file;
  private final int layersOfTeacher;
  private final int layers;
  private final int hidden;

  private MatchedStates(FileChannel file, ModelManifest teacher, int layers) {
    this.file = file;
    this.layersOfTeacher = teacher.layers();
    this.layers = layers;
    this.hidden = teacher.hidden();
  }

  /**
   * Opens an empty file.
   *
   * @param layers of the student
   * @throws IOException if it cannot be created in the folder of temporary files
   */
  static MatchedStates open(ModelManifest teacher, int layers) throws IOException {
    FileChannel file =
        FileChannel.open(
            Files.createTempFile("sparing-", ".states"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    return new MatchedStates(file, teacher, layers);
  }

  int layers() {
    return layers;
  }

  int hidden() {
    return hidden;
  }

  /**
   * Keeps a row.
   *
   * @param states holds those of all of the teacher's layers [layers · hidden] from {@code at} on
   * @throws UncheckedIOException if there is no room
   */
  void put(int row, float[] states, int at) {
    ByteBuffer bytes = rows(1);
    for (int layer = 1; layer <= layers; layer++) {
      int from = Math.max(1, Math.round((float) layer * layersOfTeacher / layers)) - 1;
      putUnit(states, at + from * hidden, bytes);
    }
    bytes.flip();
    long start = (long) row * bytes.limit();
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes, start + bytes.position());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Failed to keep a teacher's states in " + System.getProperty("java.io.tmpdir"), e);
    }
  }

  private void putUnit(float[] from, int at, ByteBuffer to) {
    double squares = 1e-24;
    for (int i = 0; i < hidden; i++) {
      squares += (double) from[at + i] * from[at + i];
    }
    for (int i = 0; i < hidden; i++) {
      to.putFloat((float) (from[at + i] / Math.sqrt(squares)));
    }
  }

  /** Returns those of some rows [rows · layers · hidden], which were all kept before. */
  float[] pick(int[] rows) {
    ByteBuffer bytes = rows(rows.length);
    int width = bytes.capacity() / rows.length;
    try {
      for (int i = 0; i < rows.length; i++) {
        bytes.limit((i + 1) * width);
        while (bytes.hasRemaining()) {
          if (file.read(bytes, (long) rows[i] * width + bytes.position() - (long) i * width) < 0) {
            throw new IOException("Cannot read row %d: it was not kept".formatted(rows[i]));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read a teacher's states", e);
    }
    float[] picked = new float[rows.length * layers * hidden];
    bytes.flip().asFloatBuffer().get(picked);
    return picked;
  }

  private ByteBuffer rows(int count) {
    return ByteBuffer.allocate(count * layers * hidden * Float.BYTES)
        .order(ByteOrder.nativeOrder());
  }

  /** Frees the file's room. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to close a teacher's states", e);
    }
  }
}
