package io.sparing.watch;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.sparing.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The file {@code events.jsonl} of a sweep, which only grows. Each line goes to the system with one
 * write, so that another program can follow the file; one that does not get there whole is removed
 * again. What the disk refuses is lost to the file, and nothing else.
 */
public final class EventFile implements Consumer<String>, AutoCloseable {

  /** The file's name in the sweep's folder. */
  public static final String FILE = "events.jsonl";

  /** The most bytes at the end in which the last event is looked for; a line is far shorter. */
  private static final int TAIL_BYTES = 1 << 20;

  private final Path file;
  private final Consumer<String> told;
  private FileChannel channel;
  private long lastSequence;
  private boolean refused;

  /**
   * Opens the file in a folder, making it if it is not there; half a line at its end, which a crash
   * can leave, is cut off.
   *
   * @param told called once with a line if the file cannot be written
   */
  public EventFile(Path folder, Consumer<String> told) {
    this.file = folder.resolve(FILE);
    this.told = told;
    try {
      open();
    } catch (IOException e) {
      refuse(e);
    }
  }

  private void open() throws IOException {
    channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    String tail = tail();
    int end = tail.lastIndexOf('\n') + 1;
    channel.truncate(channel.size() - tail.length() + end);
    if (end > 0) {
      lastSequence = sequence(tail.substring(tail.lastIndexOf('\n', end - 2) + 1, end));
    }
  }

  /** Returns the end of the file, a character a byte. */
  private String tail() throws IOException {
    try (SeekableByteChannel reading = Files.newByteChannel(file)) {
      int length = (int) Math.min(reading.size(), TAIL_BYTES);
      reading.position(reading.size() - length);
      byte[] bytes = Channels.newInputStream(reading).readNBytes(length);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  private static long sequence(String line) {
    try {
      JsonObject event = JsonParser.parseString(line).getAsJsonObject();
      return event.get(Events.SEQUENCE).getAsLong();
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      return 0;
    }
  }

  /** Returns the number of the last event that the file had when it was opened; 0 without any. */
  public long lastSequence() {
    return lastSequence;
  }

  /** Appends a line, which has no line end. */
  @Override
  public void accept(String line) {
    if (channel == null) {
      return;
    }
    try {
      append(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      refuse(e);
    }
  }

  private void append(ByteBuffer bytes) throws IOException {
    long before = channel.size();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      undo(before);
      throw e;
    }
  }

  private void undo(long length) {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      close();
    }
  }

  private void refuse(IOException e) {
    if (!refused) {
      refused = true;
      String why =
          StorageException.reason(file.getParent(), e)
              .orElseGet(() -> String.valueOf(e.getMessage()));
      told.accept(
          "Failed to write %s: %s; the sweep goes on, and events are missing there"
              .formatted(file, why));
    }
  }

  /** Closes the file; later lines go nowhere. */
  @Override
  public void close() {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      refuse(e);
    }
    channel = null;
  }
}
