package io.sparing.ledger;

import io.sparing.storage.Durable;
import io.sparing.storage.Failpoint;
import io.sparing.storage.SetAside;
import io.sparing.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes damaged lines out of a ledger. They are kept in a file beside it; nothing is thrown away.
 */
public final class LedgerRepair {

  private LedgerRepair() {}

  /**
   * A line that was taken out.
   *
   * @param number in the ledger as it was, from 1
   * @param why what is wrong with it
   */
  public record Damage(int number, String why) {}

  /**
   * Repairs the ledger of a folder: its damaged lines, and a torn last one, go to {@code
   * _set-aside}. A ledger that is whole stays as it is.
   *
   * @return what was taken out
   * @throws IllegalStateException if a driver owns the folder; the message says who
   * @throws IllegalArgumentException if a later version wrote the ledger
   * @throws StorageException if the file system fails; the ledger is then as before
   */
  public static List<Damage> repair(Path folder) {
    Path file = folder.resolve(Ledger.FILE);
    try (OwnerLock owner = OwnerLock.acquire(folder)) {
      List<Damage> damages = new ArrayList<>();
      SortedMap<Integer, String> lines = new TreeMap<>();
      LedgerFile sound =
          LedgerFile.read(
              file,
              (number, line, why) -> {
                damages.add(new Damage(number, why.getMessage()));
                lines.put(number, line);
              });
      if (!sound.torn().isEmpty()) {
        int last = lines(file).size();
        damages.add(new Damage(last, "it ends in the middle"));
        lines.put(last, sound.torn());
      }
      if (!damages.isEmpty()) {
        owner.check(folder);
        setAside(folder, lines);
        replace(file, lines);
      }
      return List.copyOf(damages);
    } catch (IOException e) {
      throw StorageException.of("repair " + file, folder, e);
    }
  }

  private static void setAside(Path folder, SortedMap<Integer, String> lines) throws IOException {
    Path file = SetAside.free(folder, "ledger", ".jsonl");
    Failpoint.ASIDE_MOVE.reach();
    Files.write(file, lines.values());
    Durable.file(file);
    Durable.folder(file.getParent());
  }

  private static void replace(Path file, SortedMap<Integer, String> without) throws IOException {
    Path repaired = file.resolveSibling(Ledger.FILE + ".repaired");
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (String line : lines(file)) {
      if (!without.containsKey(++number)) {
        text.append(line).append('\n');
      }
    }
    Failpoint.LEDGER_REPLACE.reach();
    Files.writeString(repaired, text, StandardCharsets.UTF_8);
    Durable.file(repaired);
    Files.move(repaired, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Durable.folder(file.getParent());
  }

  private static List<String> lines(Path file) throws IOException {
    return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n"));
  }
}
