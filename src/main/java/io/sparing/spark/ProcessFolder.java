package io.sparing.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * The folder {@code sparing-PID-…} that has all temporary files of this process: Spark's blocks and
 * jars, its warehouse, the workers' scratch. Others of this machine's users cannot look into it. It
 * is deleted when the process ends; where that is killed, the next one's {@link LeftFolders} do it.
 *
 * <p>The process holds a lock on a file in it as long as it lives, however that ends, so that
 * nobody takes its folder for that of a dead process.
 */
final class ProcessFolder {

  static final String LOCK = "in-use.lock";

  /** The process's id is its first group. */
  static final Pattern NAME = Pattern.compile("sparing-([0-9]{1,18})-[A-Za-z0-9]+");

  private static ProcessFolder ofThisProcess;

  private final Path path;

  /** Never closed: the system takes the lock back with the process. */
  private final FileChannel channel;

  private ProcessFolder(Path path) throws IOException {
    this.path = path;
    this.channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /**
   * Returns the folder: the one for temporary files where {@code submit.sh} made it for this
   * process, else a new one in there. The first call deletes what dead processes left beside it.
   *
   * @throws UncheckedIOException if no folder can be made or locked
   */
  static synchronized Path path() {
    if (ofThisProcess == null) {
      try {
        ofThisProcess = open(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
      } catch (IOException e) {
        throw new UncheckedIOException(
            "Cannot make a folder for temporary files: " + e.getMessage(), e);
      }
      Runtime.getRuntime()
          .addShutdownHook(new Thread(ofThisProcess::delete, "sparing-temporary-files"));
      LeftFolders.delete(ofThisProcess.path);
    }
    return ofThisProcess.path;
  }

  private static ProcessFolder open(Path temporary) throws IOException {
    ProcessFolder folder =
        new ProcessFolder(
            NAME.matcher(String.valueOf(temporary.getFileName())).matches()
                ? temporary
                : Files.createTempDirectory(
                    temporary, "sparing-%d-".formatted(ProcessHandle.current().pid())));
    FileLock lock = folder.channel.tryLock();
    if (lock == null) {
      throw new IOException("another process uses " + folder.path);
    }
    return folder;
  }

  /**
   * Deletes the folder. Spark and the workers may still delete or write there; the next process
   * finds what stays.
   */
  private void delete() {
    for (int attempt = 0; attempt < 5 && Files.exists(path); attempt++) {
      LeftFolders.deleteAll(path);
    }
  }
}
