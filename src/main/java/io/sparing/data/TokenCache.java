package io.sparing.data;

import io.sparing.sources.Sha256;
import io.sparing.sources.SourceFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps token ids, so that a machine computes those of a data set, a tokenizer, a prefix and a
 * length once. A file's name is a checksum of all four; the data set's is over its rows, so other
 * rows are another file. Of several processes that want the same file, one writes it and the others
 * wait; it appears whole. A damaged one is written anew.
 */
public final class TokenCache {

  private final Path folder;

  /** Keeps files in a folder, which is made when needed. */
  public TokenCache(Path folder) {
    this.folder = folder;
  }

  /** Returns the cache in {@code tokens/} of this process's cache folder. */
  public static TokenCache ofThisProcess() {
    return new TokenCache(SourceFolders.ofThisProcess().cache().resolve("tokens"));
  }

  /**
   * Returns the token ids of a data set's rows, computed now if they are not kept yet.
   *
   * @param textPrefix as of {@link Tokenizer#encode(java.util.List, String, int)}
   * @param maxLength most tokens of a row, special ones included
   * @throws UncheckedIOException if the cache cannot be written
   * @throws BadDataException if there are more than 2 GiB of them
   */
  public CachedTokens of(Dataset dataset, Tokenizer tokenizer, String textPrefix, int maxLength) {
    Path file = folder.resolve(key(dataset, tokenizer, textPrefix, maxLength) + ".tokens");
    try {
      Optional<CachedTokens> kept = CachedTokens.open(file, dataset);
      return kept.isPresent()
          ? kept.get()
          : compute(file, new Job(dataset, tokenizer, textPrefix, maxLength));
    } catch (IOException | UncheckedIOException e) {
      throw new UncheckedIOException(
          "Failed to keep tokens in %s; set %s to a folder that can be written"
              .formatted(folder, SourceFolders.CACHE),
          e instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) e);
    }
  }

  private record Job(Dataset dataset, Tokenizer tokenizer, String textPrefix, int maxLength) {

    void write(TokenWriter writer) throws IOException {
      for (Split split : Split.values()) {
        tokenizer.encode(dataset.rows(split), textPrefix, maxLength, writer::add);
      }
      writer.finish();
    }
  }

  private CachedTokens compute(Path file, Job job) throws IOException {
    Files.createDirectories(folder);
    Path lockFile = folder.resolve(file.getFileName() + ".lock");
    // A file lock holds between processes, this one between a process's threads.
    synchronized (TokenCache.class) {
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Optional<CachedTokens> meanwhile = CachedTokens.open(file, job.dataset());
        if (meanwhile.isPresent() && lock.isValid()) {
          return meanwhile.get();
        }
        write(file, job);
      }
    }
    return CachedTokens.open(file, job.dataset())
        .orElseThrow(() -> new IOException("Failed to read what was written to " + file));
  }

  private void write(Path file, Job job) throws IOException {
    Path part = folder.resolve(file.getFileName() + ".part");
    Files.deleteIfExists(part); // Left by a process that was killed: nobody else has the lock.
    try {
      try (TokenWriter writer = new TokenWriter(part, job.dataset())) {
        job.write(writer);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static String key(
      Dataset dataset, Tokenizer tokenizer, String textPrefix, int maxLength) {
    return Sha256.of(
        String.join(
            "\n", dataset.sha256(), tokenizer.sha256(), String.valueOf(maxLength), textPrefix));
  }
}
