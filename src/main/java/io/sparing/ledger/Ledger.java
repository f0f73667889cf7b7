package io.sparing.ledger;

import io.sparing.storage.Failpoint;
import io.sparing.storage.StorageException;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a sweep has done: {@code ledger.jsonl} in its results folder, one line a result with a
 * checksum, only ever appended to. A result whose {@link #append} returned is on the disk and
 * survives a crash.
 *
 * <p>An open ledger owns its folder by {@link OwnerLock}, says so in the ledger before it first
 * writes ({@link Epoch}) and sees before each write that this still holds. It may be used by
 * several threads.
 */
public final class Ledger implements AutoCloseable {

  /** The file's name in the folder. */
  public static final String FILE = "ledger.jsonl";

  private final Path folder;
  private final OwnerLock owner;
  private final LedgerLog log;
  private final String torn;
  private final List<StoredResult> entries;
  private final Map<String, StoredResult> latest = new LinkedHashMap<>();
  private Epoch epoch;
  private boolean claimed;

  private Ledger(Path folder, OwnerLock owner, LedgerLog log, LedgerFile replayed) {
    this.folder = folder;
    this.owner = owner;
    this.log = log;
    this.torn = replayed.torn();
    this.epoch = replayed.epoch();
    this.entries = new ArrayList<>(replayed.results());
    this.latest.putAll(latest(replayed.results()));
  }

  /**
   * Takes ownership of a folder and replays its ledger, creating either if it does not exist. A
   * last line that a crash left torn is cut off; see {@link #torn()}.
   *
   * @throws IllegalStateException if another driver owns the folder; the message says who
   * @throws IllegalArgumentException if another line is damaged, or a later version wrote the
   *     ledger; the message says what to do
   * @throws UncheckedIOException if the file system fails
   */
  public static Ledger open(Path folder) {
    OwnerLock owner = OwnerLock.acquire(folder);
    try {
      Path file = folder.resolve(FILE);
      LedgerFile replayed = LedgerFile.read(file);
      return new Ledger(folder, owner, LedgerLog.open(file, replayed.soundBytes()), replayed);
    } catch (IOException e) {
      owner.close();
      throw StorageException.of("open the ledger in " + folder, folder, e);
    } catch (RuntimeException | Error e) {
      owner.close();
      throw e;
    }
  }

  /**
   * Reads a folder's results without owning it, as {@link #results()}. A torn last line is left
   * out.
   *
   * @throws IllegalArgumentException as {@link #open}
   * @throws UncheckedIOException if the file system fails
   */
  public static List<TrialResult> read(Path folder) {
    try {
      return known(latest(LedgerFile.read(folder.resolve(FILE)).results()));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the ledger in " + folder, e);
    }
  }

  /**
   * Commits a result: its text is on the disk when this returns. A later result of the same trial
   * takes the earlier one's place in {@link #results()}.
   *
   * @throws StorageException if it cannot be written; the ledger is then as before
   * @throws LostOwnershipException if the folder is another's by now; nothing was written
   * @throws IllegalStateException if an earlier append failed and could not be undone
   */
  public synchronized void append(WrittenResult written) {
    String id = written.result().id();
    StoredResult stored = StoredResult.of(written, nextVersion(id));
    claim();
    try {
      log.append(stored.json(), Failpoint.RESULT_WRITE, Failpoint.RESULT_SYNC);
    } catch (IOException e) {
      throw failed("append trial %s to".formatted(id), e);
    }
    entries.add(stored);
    latest.put(stored.id(), stored);
  }

  /** Returns the version that the next result of a trial has, from 1. */
  public synchronized long nextVersion(String id) {
    StoredResult before = latest.get(id);
    return before == null ? 1 : before.version() + 1;
  }

  /**
   * Checks that this is still the folder's one writer, and says so in the ledger unless it has done
   * so already. Call it before anything in the folder is written.
   *
   * @return the number of this ownership, higher than that of any before
   * @throws LostOwnershipException if it no longer is; nothing was written
   * @throws StorageException if the file system fails
   */
  public synchronized long claim() {
    try {
      check();
      if (!claimed) {
        Epoch next = epoch.next(owner.owner());
        log.append(next.toJson().toString(), Failpoint.EPOCH_WRITE, Failpoint.EPOCH_SYNC);
        epoch = next;
        claimed = true;
      }
      return epoch.number();
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  private void check() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new LostOwnershipException(
          folder, "the folder was removed while the sweep ran; the same command starts it anew");
    }
    owner.check(folder);
    if (!log.intact()) {
      throw new LostOwnershipException(
          folder,
          "its %s was removed, replaced or written by another driver%s; let one driver run there"
              .formatted(FILE, other()));
    }
  }

  /** Returns who else wrote in the ledger, where it says so. */
  private String other() throws IOException {
    Epoch now = LedgerFile.read(folder.resolve(FILE), (number, line, why) -> {}).epoch();
    return now.number() > epoch.number() ? ", " + now.owner() : "";
  }

  private StorageException failed(String attempt, IOException e) {
    return StorageException.of("%s %s".formatted(attempt, folder.resolve(FILE)), folder, e);
  }

  /**
   * Returns every result that was committed, in that order, also those that later ones have
   * replaced.
   */
  public synchronized List<StoredResult> entries() {
    return List.copyOf(entries);
  }

  /**
   * Returns one result a trial, the latest, in the order in which trials first ended; without those
   * that this version cannot read.
   */
  public synchronized List<TrialResult> results() {
    return known(latest);
  }

  /** Returns the trials whose last result this version cannot read, each with the reason. */
  public synchronized List<StoredResult> unknown() {
    return latest.values().stream().filter(stored -> stored.result().isEmpty()).toList();
  }

  /**
   * Returns the trials still to run, in order.
   *
   * @param trials all trials of the sweep
   * @param retryFailed as for {@link #settles}
   * @param fits as for {@link #settles}
   */
  public synchronized List<TrialSpec> remaining(
      List<TrialSpec> trials, boolean retryFailed, Predicate<TrialSpec> fits) {
    return trials.stream()
        .filter(
            trial -> {
              StoredResult stored = latest.get(trial.id());
              return stored == null || !settles(stored, retryFailed, fits);
            })
        .toList();
  }

  private static boolean settles(
      StoredResult stored, boolean retryFailed, Predicate<TrialSpec> fits) {
    return stored
        .result()
        .map(result -> settles(result, retryFailed, fits))
        .orElseGet(() -> settles(stored.status(), retryFailed));
  }

  /**
   * Returns whether a result is the last word on its trial.
   *
   * @param retryFailed whether trials that {@link Status#FAILED} or were {@link Status#QUARANTINED}
   *     run again, whatever the category; pruned ones never do
   * @param fits whether a trial's memory would fit now: one that would not fit before runs then
   */
  public static boolean settles(
      TrialResult result, boolean retryFailed, Predicate<TrialSpec> fits) {
    boolean fitsNow =
        result.category() == FailureCategory.WOULD_NOT_FIT && fits.test(result.spec());
    return !fitsNow && settles(result.status().name(), retryFailed);
  }

  private static boolean settles(String status, boolean retryFailed) {
    return !retryFailed
        || !(status.equals(Status.FAILED.name()) || status.equals(Status.QUARANTINED.name()));
  }

  /** Returns the torn last line that {@link #open} cut off; empty if there was none. */
  public Optional<String> torn() {
    return torn.isEmpty() ? Optional.empty() : Optional.of(torn);
  }

  /** Closes the file and releases the folder. */
  @Override
  public synchronized void close() {
    try (owner) {
      log.close();
    }
  }

  private static Map<String, StoredResult> latest(List<StoredResult> results) {
    Map<String, StoredResult> latest = new LinkedHashMap<>();
    results.forEach(result -> latest.put(result.id(), result));
    return latest;
  }

  private static List<TrialResult> known(Map<String, StoredResult> latest) {
    return latest.values().stream().flatMap(stored -> stored.result().stream()).toList();
  }
}
