package io.sparing.ledger;

import io.sparing.storage.Durable;
import io.sparing.storage.Failpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A ledger's file, open for appending. Each line goes with one write to the file's end and is
 * forced to the disk; one that does not get there whole is removed again.
 */
final class LedgerLog implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;
  private final FileIdentity identity;
  private long length;
  private boolean broken;

  private LedgerLog(Path file, FileChannel channel, long length) throws IOException {
    this.file = file;
    this.channel = channel;
    this.length = length;
    this.identity = FileIdentity.of(file);
  }

  /**
   * Opens a ledger's file, making it if it is not there, and cuts off what follows its sound lines.
   */
  static LedgerLog open(Path file, long soundBytes) throws IOException {
    if (!Files.exists(file)) {
      Failpoint.LEDGER_CREATE.reach();
    }
    FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    try {
      if (channel.size() > soundBytes) {
        Failpoint.LEDGER_CUT.reach();
        channel.truncate(soundBytes);
        channel.force(true);
      }
      Durable.folder(file.getParent());
      return new LedgerLog(file, channel, soundBytes);
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Appends a JSON object as a line; it is on the disk when this returns.
   *
   * @throws IOException if it cannot be written; the file is then as before
   * @throws IllegalStateException if an earlier append failed and could not be undone
   */
  void append(String record, Failpoint write, Failpoint sync) throws IOException {
    if (broken) {
      throw new IllegalStateException("Cannot append to %s after a failed write".formatted(file));
    }
    byte[] line = LedgerLine.encode(record);
    try {
      write.reach();
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      sync.reach();
      channel.force(true);
    } catch (IOException e) {
      undo();
      throw e;
    }
    length += line.length;
  }

  private void undo() throws IOException {
    broken = true;
    Failpoint.LINE_UNDO.reach();
    channel.truncate(length);
    broken = false;
  }

  /**
   * Returns whether the file is still the one that was opened, with nothing that another appended.
   */
  boolean intact() throws IOException {
    FileIdentity now = FileIdentity.of(file);
    return now.sameFile(identity) && now.size() == length;
  }

  @Override
  public void close() {
    broken = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to close " + file, e);
    }
  }
}
