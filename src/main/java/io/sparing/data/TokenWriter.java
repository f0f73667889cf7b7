package io.sparing.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Writes a file that {@link CachedTokens} maps, row by row. */
final class TokenWriter implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();
  private final int[] offsets;
  private final Dataset dataset;
  private int rows;
  private long tokens;

  TokenWriter(Path file, Dataset dataset) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.dataset = dataset;
    int count = 0;
    for (Split split : Split.values()) {
      count = Math.addExact(count, dataset.rows(split).size());
    }
    this.offsets = new int[count + 1];
    channel.position(CachedTokens.HEADER);
  }

  /**
   * Adds the next row.
   *
   * @throws BadDataException if the file grows beyond what can be mapped at once, 2 GiB
   */
  void add(TokenIds row, boolean wasCut) {
    try {
      for (int i = 0; i < row.length(); i++) {
        put(row.ids()[i] | (row.typeIds()[i] << 31));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tokens += row.length();
    if (CachedTokens.HEADER + Integer.BYTES * (tokens + offsets.length) > Integer.MAX_VALUE) {
      throw new BadDataException(
          "Cannot keep the tokens of %s: they are more than 2 GiB; lower max_length"
              .formatted(dataset.manifest().name()));
    }
    offsets[rows] |= wasCut ? CachedTokens.CUT : 0;
    offsets[++rows] = (int) tokens;
  }

  /** Writes what comes behind and before the rows, and waits until all is on the disk. */
  void finish() throws IOException {
    for (int offset : offsets) {
      put(offset);
    }
    flush();
    buffer.putLong(CachedTokens.MAGIC);
    for (Split split : Split.values()) {
      buffer.putLong(dataset.rows(split).size());
    }
    buffer.putLong(tokens);
    checksum.update(buffer.array(), 0, CachedTokens.CHECKED_HEADER);
    buffer.putLong(checksum.getValue());
    buffer.flip();
    channel.position(0);
    write();
    channel.force(true);
  }

  private void put(int value) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.putInt(value);
  }

  private void flush() throws IOException {
    buffer.flip();
    checksum.update(buffer.array(), 0, buffer.limit());
    write();
  }

  private void write() throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
