package io.sparing.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a file, mapped in windows that begin each GiB and are up to 2 GiB long, so that any
 * tensor of up to 1 GiB lies within one. A file must not be cut short while its tensors are in use.
 */
final class WeightFile {

  /** The most bytes that a tensor may have: windows reach this far at least. */
  static final long LARGEST_TENSOR = 1L << 30;

  private static final int STEP = 30;

  private final Path path;
  private final long size;
  private final List<ByteBuffer> windows;

  private WeightFile(Path path, long size, List<ByteBuffer> windows) {
    this.path = path;
    this.size = size;
    this.windows = windows;
  }

  /** Maps a file. */
  static WeightFile map(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      List<ByteBuffer> windows = new ArrayList<>();
      for (long start = 0; start == 0 || start < size; start += 1L << STEP) {
        long length = Math.min(size - start, Integer.MAX_VALUE);
        windows.add(channel.map(FileChannel.MapMode.READ_ONLY, start, length));
      }
      return new WeightFile(path, size, windows);
    }
  }

  /** Returns bytes in memory as if they were the content of a file. */
  static WeightFile of(Path path, byte[] content) {
    return new WeightFile(
        path, content.length, List.of(ByteBuffer.wrap(content).asReadOnlyBuffer()));
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /**
   * Returns a view of a part that lies within the file and is of at most {@link #LARGEST_TENSOR}
   * bytes; little endian.
   */
  ByteBuffer slice(long offset, long length) {
    int window = (int) (offset >>> STEP);
    if (length == 0 && window == windows.size()) {
      return ByteBuffer.allocate(0);
    }
    int start = (int) (offset - ((long) window << STEP));
    return windows.get(window).slice(start, (int) length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns whether it begins as a zip archive, which PyTorch's files are, or as a bare pickle. */
  boolean beginsAsPickle() {
    if (size < 2) {
      return false;
    }
    ByteBuffer start = slice(0, Math.min(size, 4));
    boolean zip = size >= 4 && start.getInt(0) == 0x04034b50;
    boolean pickle = start.get(0) == (byte) 0x80 && start.get(1) >= 2 && start.get(1) <= 5;
    return zip || pickle;
  }

  /** Returns the refusal of the file as a whole. */
  MalformedWeightsException refusal(Rule rule, String detail) {
    return refusal("", rule, detail);
  }

  /** Returns the refusal of a tensor. */
  MalformedWeightsException refusal(String tensor, Rule rule, String detail) {
    return new MalformedWeightsException(path, tensor, rule, detail);
  }
}
