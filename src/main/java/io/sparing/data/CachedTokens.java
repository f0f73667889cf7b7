package io.sparing.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * The token ids of all rows of a data set in a mapped file, so that processes share them and only
 * those that are used are in memory. Little endian:
 *
 * <pre>
 * 8 bytes  "SPTOKEN2"
 * 8 × 3    rows of the training, validation and test split
 * 8        tokens
 * 8        CRC-32C of what follows, then of what is before
 * 4 × …    tokens: the vocabulary's index, the type in the highest bit
 * 4 × …    where each row begins among them, the highest bit set if it was cut; where the last ends
 * </pre>
 */
public final class CachedTokens {

  static final long MAGIC = 0x324e454b4f545053L;
  static final int CUT = Integer.MIN_VALUE;
  static final int CHECKED_HEADER = 5 * Long.BYTES;
  static final int HEADER = CHECKED_HEADER + Long.BYTES;
  private static final int TOKENS = 4 * Long.BYTES;

  private final ByteBuffer file;
  private final int[] firstRows;
  private final int offsets;

  private CachedTokens(ByteBuffer file) {
    this.file = file;
    int train = (int) file.getLong(8);
    int held = train + (int) file.getLong(16);
    this.firstRows = new int[] {0, train, held, held + (int) file.getLong(24)};
    this.offsets = HEADER + Math.toIntExact(Integer.BYTES * file.getLong(TOKENS));
  }

  /** Maps a file, unless it is not there, is damaged or is of other rows. */
  static Optional<CachedTokens> open(Path path, Dataset dataset) throws IOException {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      if (size < HEADER || size > Integer.MAX_VALUE) {
        return Optional.empty();
      }
      ByteBuffer file =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, size).order(ByteOrder.LITTLE_ENDIAN);
      return sound(file, dataset) ? Optional.of(new CachedTokens(file)) : Optional.empty();
    }
  }

  private static boolean sound(ByteBuffer file, Dataset dataset) {
    long rows = 0;
    for (Split split : Split.values()) {
      long some = file.getLong(Long.BYTES * (1 + split.index()));
      if (some != dataset.rows(split).size()) {
        return false;
      }
      rows += some;
    }
    long tokens = file.getLong(TOKENS);
    return file.getLong(0) == MAGIC
        && tokens >= 0
        && tokens <= file.capacity()
        && file.capacity() == HEADER + Integer.BYTES * (tokens + rows + 1)
        && file.getLong(CHECKED_HEADER) == checksum(file);
  }

  private static long checksum(ByteBuffer file) {
    CRC32C checksum = new CRC32C();
    checksum.update(file.slice(HEADER, file.capacity() - HEADER));
    checksum.update(file.slice(0, CHECKED_HEADER));
    return checksum.getValue();
  }

  /** Returns the rows of a split that were longer and are cut: indices within it, rising. */
  public IntStream cut(Split split) {
    int first = firstRows[split.index()];
    return IntStream.range(first, firstRows[split.index() + 1])
        .filter(row -> offset(row) < 0)
        .map(row -> row - first);
  }

  /**
   * Copies the tokens of some rows.
   *
   * @param rows indices within the split
   */
  public List<TokenIds> take(Split split, int[] rows) {
    int first = firstRows[split.index()];
    return Arrays.stream(rows).mapToObj(row -> row(first + row)).toList();
  }

  private TokenIds row(int row) {
    int start = offset(row) & ~CUT;
    int end = offset(row + 1) & ~CUT;
    int[] ids = new int[end - start];
    int[] types = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      int token = file.getInt(HEADER + Integer.BYTES * (start + i));
      ids[i] = token & Integer.MAX_VALUE;
      types[i] = token >>> 31;
    }
    return new TokenIds(ids, types);
  }

  private int offset(int row) {
    return file.getInt(offsets + Integer.BYTES * row);
  }
}
