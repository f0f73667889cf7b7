package io.sparing.sweep;

import io.sparing.trial.Status;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialResultParser;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sweep has done: {@code ledger.jsonl} in its results folder, one line a result, only ever
 * appended to. A result whose {@link #append} returned is on the disk and survives a crash.
 *
 * <p>An open ledger owns its folder by {@link OwnerLock}. It may be used by several threads.
 */
public final class Ledger implements AutoCloseable {

  /** The file's name in the folder. */
  public static final String FILE = "ledger.jsonl";

  private final Path file;
  private final OwnerLock owner;
  private final RandomAccessFile log;
  private final String torn;
  private final Map<String, TrialResult> byId = new LinkedHashMap<>();
  private boolean broken;

  private Ledger(Path file, OwnerLock owner, RandomAccessFile log, LedgerFile replayed) {
    this.file = file;
    this.owner = owner;
    this.log = log;
    this.torn = replayed.torn();
    replayed.results().forEach(this::remember);
  }

  /**
   * Takes ownership of a folder and replays its ledger, making either if it is not there. A last
   * line that a crash left torn is cut off; see {@link #torn()}.
   *
   * @throws IllegalStateException if another driver owns the folder; the message says who
   * @throws IllegalArgumentException if an earlier line is corrupt; the message has its number
   * @throws UncheckedIOException if the file system fails
   */
  public static Ledger open(Path folder) {
    OwnerLock owner = OwnerLock.acquire(folder);
    try {
      return open(folder, owner);
    } catch (IOException e) {
      owner.close();
      throw new UncheckedIOException("Failed to open the ledger in " + folder, e);
    } catch (RuntimeException e) {
      owner.close();
      throw e;
    }
  }

  private static Ledger open(Path folder, OwnerLock owner) throws IOException {
    Path file = folder.resolve(FILE);
    LedgerFile replayed = LedgerFile.read(file);
    RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw");
    try {
      log.setLength(replayed.soundBytes());
      log.seek(replayed.soundBytes());
      log.getFD().sync();
      syncFolder(folder);
      return new Ledger(file, owner, log, replayed);
    } catch (IOException e) {
      log.close();
      throw e;
    }
  }

  /**
   * Reads a folder's results without owning it, as {@link #results()}. A torn last line is left
   * out.
   *
   * @throws IllegalArgumentException if a line is corrupt; the message has its number
   * @throws UncheckedIOException if the file system fails
   */
  public static List<TrialResult> read(Path folder) {
    try {
      Map<String, TrialResult> byId = new LinkedHashMap<>();
      LedgerFile.read(folder.resolve(FILE)).results().forEach(r -> byId.put(r.id(), r));
      return List.copyOf(byId.values());
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the ledger in " + folder, e);
    }
  }

  /**
   * Commits a result: it is on the disk when this returns. A later result of the same trial takes
   * the earlier one's place in {@link #results()}.
   *
   * @throws UncheckedIOException if it cannot be written; the ledger is then as before
   * @throws IllegalStateException if an earlier append failed and could not be undone
   */
  public synchronized void append(TrialResult result) {
    if (broken) {
      throw new IllegalStateException("Cannot append to %s after a failed write".formatted(file));
    }
    byte[] line = (TrialResultParser.toJson(result) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      long before = log.getFilePointer();
      try {
        log.write(line);
        log.getFD().sync();
      } catch (IOException e) {
        undo(before);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Failed to append trial %s to %s".formatted(result.id(), file), e);
    }
    remember(result);
  }

  private void undo(long length) throws IOException {
    broken = true;
    log.setLength(length);
    log.seek(length);
    broken = false;
  }

  /** One result a trial, the latest, in the order in which trials first ended. */
  public synchronized List<TrialResult> results() {
    return List.copyOf(byId.values());
  }

  /**
   * The trials still to run, in order.
   *
   * @param trials all trials of the sweep
   * @param retryFailed as of {@link #settles}
   */
  public synchronized List<TrialSpec> remaining(List<TrialSpec> trials, boolean retryFailed) {
    return trials.stream()
        .filter(
            trial -> {
              TrialResult result = byId.get(trial.id());
              return result == null || !settles(result, retryFailed);
            })
        .toList();
  }

  /**
   * Whether a result is the last word on its trial.
   *
   * @param retryFailed whether trials that {@link Status#FAILED} or were {@link Status#QUARANTINED}
   *     run again, whatever the category; pruned ones never do
   */
  public static boolean settles(TrialResult result, boolean retryFailed) {
    return !retryFailed || result.ok() || result.status() == Status.PRUNED;
  }

  /** The torn last line that {@link #open} cut off; empty if there was none. */
  public Optional<String> torn() {
    return torn.isEmpty() ? Optional.empty() : Optional.of(torn);
  }

  /** Closes the file and gives the folder free. */
  @Override
  public synchronized void close() {
    broken = true;
    try (owner) {
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to close " + file, e);
    }
  }

  private void remember(TrialResult result) {
    byId.put(result.id(), result);
  }

  /** Makes the file's name durable too, where the platform can open a folder. */
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder; its file systems journal names by themselves.
    }
  }
}
