package io.sparing.company;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file of a table: makes it where it is missing, and maps it. */
final class TableFile {

  private TableFile() {}

  /**
   * Maps a table, which is made empty if it is missing.
   *
   * @param folder that holds the tables, made if it is missing
   * @param device name of what is shared
   * @throws IOException if the file cannot be made or mapped, or is no table of this version
   */
  static synchronized CompanyTable open(Path folder, String device) throws IOException {
    if (!device.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IOException(
          "Invalid device: %s; expected letters, digits, dots, lines".formatted(device));
    }
    CompanyFolder.create(folder);
    Path file = folder.resolve(device);
    try (FileChannel channel = channel(file)) {
      initialize(channel);
      if (channel.size() != CompanyTable.BYTES) {
        throw foreign(file, channel.size() + " bytes");
      }
      CompanyTable table =
          new CompanyTable(channel.map(FileChannel.MapMode.READ_WRITE, 0, CompanyTable.BYTES));
      if (table.mark() != CompanyTable.MARK) {
        throw foreign(file, "mark " + Long.toHexString(table.mark()));
      }
      return table;
    }
  }

  private static IOException foreign(Path file, String found) {
    return new IOException(
        "Cannot share %s: it is damaged or of another version of Sparing (%s); delete it when no trial runs"
            .formatted(file, found));
  }

  /** Opens without following links, since the folder is open to all users. */
  private static FileChannel channel(Path file) throws IOException {
    try {
      return existing(file);
    } catch (NoSuchFileException e) {
      return made(file);
    }
  }

  private static FileChannel made(Path file) throws IOException {
    try {
      FileChannel channel = FileChannel.open(file, READ, WRITE, CREATE_NEW);
      Sharing.withAllUsers(file, "rw-rw-rw-");
      return channel;
    } catch (FileAlreadyExistsException e) {
      return existing(file); // another process was faster
    }
  }

  private static FileChannel existing(Path file) throws IOException {
    return FileChannel.open(file, READ, WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  /** Writes an empty table in one piece, so that a full disk says so here and not in the map. */
  private static void initialize(FileChannel channel) throws IOException {
    try (FileLock lock = channel.lock()) {
      if (lock.isValid() && channel.size() == 0) {
        ByteBuffer empty = ByteBuffer.allocate(CompanyTable.BYTES).order(ByteOrder.nativeOrder());
        channel.write(empty.putLong(0, CompanyTable.MARK), 0);
      }
    }
  }
}
