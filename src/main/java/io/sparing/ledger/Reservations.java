package io.sparing.ledger;

import com.google.gson.JsonObject;
import io.sparing.budget.Amounts;
import io.sparing.budget.Reservation;
import io.sparing.storage.Failpoint;
import io.sparing.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The reservations of a sweep with a budget: {@code budget.jsonl} in its folder, one line for each
 * run of a trial, on the disk before the trial begins, and one more where it is over without a
 * result; only ever appended to. Whoever writes it owns the folder's {@link Ledger}.
 */
public final class Reservations implements AutoCloseable {

  /** The file's name in the folder. */
  public static final String FILE = "budget.jsonl";

  private final Path folder;
  private final Ledger ledger;
  private final List<Reservation> earlier;
  private final LedgerLog log;

  private Reservations(Path folder, Ledger ledger, List<Reservation> earlier, LedgerLog log) {
    this.folder = folder;
    this.ledger = ledger;
    this.earlier = earlier;
    this.log = log;
  }

  /**
   * Opens the file, which is made if it does not exist; a torn last line is cut off: its trial had
   * not begun.
   *
   * @param ledger of the folder
   * @throws IllegalArgumentException if another line is damaged; the message says what to do
   * @throws StorageException if the file system fails
   * @throws LostOwnershipException if the folder is another's by now
   */
  public static Reservations open(Path folder, Ledger ledger) {
    Path file = folder.resolve(FILE);
    ledger.claim();
    try {
      List<Reservation> found = new ArrayList<>();
      int sound = read(file, found);
      return new Reservations(folder, ledger, List.copyOf(found), LedgerLog.open(file, sound));
    } catch (IOException e) {
      throw StorageException.of("open the reservations in " + folder, folder, e);
    }
  }

  /**
   * Reads a folder's reservations without owning it.
   *
   * @throws IllegalArgumentException as {@link #open}
   * @throws StorageException if the file system fails
   */
  public static List<Reservation> read(Path folder) {
    try {
      List<Reservation> found = new ArrayList<>();
      read(folder.resolve(FILE), found);
      return found;
    } catch (IOException e) {
      throw StorageException.of("read the reservations in " + folder, folder, e);
    }
  }

  /** Returns how many bytes are whole lines. */
  private static int read(Path file, List<Reservation> found) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1); // a char a byte
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      try {
        found.add(of(LedgerLine.decode(text.substring(start, end)).json()));
      } catch (IllegalArgumentException e) {
        if (end == text.length() - 1) {
          return start;
        }
        throw new IllegalArgumentException(
            "Damaged reservations: %s:%d: %s; delete the line, and count what it reserved off the budget"
                .formatted(file, found.size() + 1, e.getMessage()),
            e);
      }
      start = end + 1;
    }
    return start;
  }

  /** Returns the reservations of earlier runs, in order. */
  public List<Reservation> earlier() {
    return earlier;
  }

  /**
   * Commits a reservation: it is on the disk when this returns.
   *
   * @throws StorageException if it cannot be written
   * @throws LostOwnershipException if the folder is another's by now; nothing was written
   */
  public void add(Reservation reservation) {
    ledger.claim();
    try {
      log.append(json(reservation).toString(), Failpoint.RESERVE_WRITE, Failpoint.RESERVE_SYNC);
    } catch (IOException e) {
      throw StorageException.of("reserve for a trial in " + folder, folder, e);
    }
  }

  @Override
  public void close() {
    log.close();
  }

  private static JsonObject json(Reservation reservation) {
    JsonObject json = new JsonObject();
    json.addProperty("trial", reservation.trial());
    json.addProperty("version", reservation.version());
    json.addProperty("over", reservation.over());
    json.addProperty("money", reservation.amounts().money());
    json.addProperty("hours", reservation.amounts().hours());
    json.addProperty("kwh", reservation.amounts().kwh());
    return json;
  }

  private static Reservation of(JsonObject json) {
    try {
      return new Reservation(
          json.get("trial").getAsString(),
          json.get("version").getAsLong(),
          new Amounts(
              json.get("money").getAsDouble(),
              json.get("hours").getAsDouble(),
              json.get("kwh").getAsDouble()),
          json.get("over").getAsBoolean());
    } catch (NullPointerException | UnsupportedOperationException | NumberFormatException e) {
      throw new IllegalArgumentException("it is no reservation", e);
    }
  }
}
