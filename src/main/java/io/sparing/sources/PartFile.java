package io.sparing.sources;

import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The part of a source that has arrived: a file that outlives its process, named by the source's
 * checksum. Beside it lies the server's validator (ETag or date), so that a later run can ask for
 * the rest of the same file only. Whoever opens one holds the source's {@link SourceLock}.
 */
final class PartFile implements Closeable {

  private final Path file;
  private final Path validatorFile;
  private final FileChannel channel;
  private final MessageDigest digest = Sha256.digest();
  private long length;

  private PartFile(Path file, Path validatorFile, FileChannel channel) {
    this.file = file;
    this.validatorFile = validatorFile;
    this.channel = channel;
  }

  /** Opens what an earlier run left, or an empty file. */
  static PartFile open(Path folder, Source source) throws IOException {
    Path file = file(folder, source);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    PartFile part =
        new PartFile(file, SourcePath.below(folder, source.sha256() + ".validator"), channel);
    part.readBack(source.bytes());
    return part;
  }

  /** Returns how many bytes an earlier run left, from which a later one goes on. */
  static long arrived(Path folder, Source source) throws IOException {
    long bytes = file(folder, source).toFile().length();
    return bytes <= source.bytes() ? bytes : 0;
  }

  private static Path file(Path folder, Source source) throws IOException {
    return SourcePath.below(folder, source.sha256() + ".part");
  }

  private void readBack(long most) throws IOException {
    if (channel.size() > most) {
      restart();
    }
    ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
    while (channel.read(chunk) >= 0) {
      length += chunk.flip().remaining();
      digest.update(chunk);
      chunk.clear();
    }
  }

  /** Returns how many bytes are there. */
  long length() {
    return length;
  }

  /** Adds what has arrived. */
  void append(ByteBuffer bytes) throws IOException {
    digest.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      length += channel.write(bytes);
    }
  }

  /** Forgets all that is there. */
  void restart() throws IOException {
    Files.deleteIfExists(validatorFile);
    channel.truncate(0).position(0);
    digest.reset();
    length = 0;
  }

  /** Returns the checksum of what is there; nothing can be added after that. */
  String sha256() {
    return Sha256.digits(digest);
  }

  /** Returns the server's validator for these bytes, if it is one that identifies content. */
  Optional<String> validator() throws IOException {
    return Files.exists(validatorFile)
        ? Optional.of(Files.readString(validatorFile, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Keeps a server's strong ETag, or else its date. */
  void keepValidator(HttpHeaders headers) throws IOException {
    Optional<String> strong =
        headers.firstValue("ETag").filter(tag -> tag.matches("\"[\\x21\\x23-\\x7e]{1,200}\""));
    Optional<String> known = strong.or(() -> headers.firstValue("Last-Modified"));
    if (known.isPresent()) {
      Files.writeString(validatorFile, known.get(), StandardCharsets.UTF_8);
    } else {
      Files.deleteIfExists(validatorFile);
    }
  }

  /** Moves the file to where it is found, in one step. */
  void publish(Path target) throws IOException {
    channel.force(true);
    channel.close();
    Files.createDirectories(target.getParent());
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(validatorFile);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
