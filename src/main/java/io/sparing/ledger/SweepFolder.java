package io.sparing.ledger;

import io.sparing.storage.FileTree;
import io.sparing.storage.StorageException;
import io.sparing.trial.StoredResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a sweep's folder holds, read without owning it.
 *
 * @param folder where
 * @param entries every result that was committed, in that order
 * @param owner who runs a sweep there now; empty if nobody does
 * @param damage what is wrong with the ledger and what to do; empty if it is whole
 */
public record SweepFolder(
    Path folder, List<StoredResult> entries, Optional<String> owner, Optional<String> damage) {

  /** Copies the list. */
  public SweepFolder {
    entries = List.copyOf(entries);
  }

  /** Returns the last result of each trial that has one. */
  public List<StoredResult> latest() {
    Map<String, StoredResult> latest = new LinkedHashMap<>();
    entries.forEach(result -> latest.put(result.id(), result));
    return List.copyOf(latest.values());
  }

  /** Returns whether a sweep wrote in a folder. */
  public static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve(Ledger.FILE));
  }

  private static boolean stays(Path folder) {
    return is(folder) && !folder.getFileName().toString().startsWith("_");
  }

  /**
   * Looks at a folder.
   *
   * @throws UncheckedIOException if the file system fails
   */
  public static SweepFolder look(Path folder) {
    List<StoredResult> entries = new ArrayList<>();
    String[] damage = {null};
    try {
      LedgerFile.read(
              folder.resolve(Ledger.FILE),
              (number, line, why) ->
                  damage[0] =
                      "line %d of its ledger is damaged: ./submit.sh results repair %s"
                          .formatted(number, folder))
          .results()
          .forEach(entries::add);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the ledger in " + folder, e);
    } catch (IllegalArgumentException e) {
      damage[0] = e.getMessage();
    }
    return new SweepFolder(
        folder, entries, OwnerLock.owner(folder), Optional.ofNullable(damage[0]));
  }

  /**
   * Returns the sweeps' folders in a folder, by name. One that begins with {@code _} is being
   * removed.
   *
   * @throws UncheckedIOException if it cannot be listed
   */
  public static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder, SweepFolder::stays)) {
      inside.forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to list " + folder, e);
    }
    Collections.sort(found);
    return found;
  }

  /**
   * Deletes a sweep's folder with all that is in it. It loses its name first, so that nobody reads
   * half of it.
   *
   * @throws IllegalStateException if a driver owns it; the message says who
   * @throws StorageException if it cannot be deleted
   */
  public static void remove(Path folder) {
    try (OwnerLock owner = OwnerLock.acquire(folder)) {
      owner.check(folder);
      Path going =
          folder.resolveSibling(
              "_removed-%s-%s".formatted(folder.getFileName(), UUID.randomUUID()));
      Files.move(folder, going, StandardCopyOption.ATOMIC_MOVE);
      FileTree.delete(going);
    } catch (IOException e) {
      throw StorageException.of("remove " + folder, folder, e);
    }
  }
}
