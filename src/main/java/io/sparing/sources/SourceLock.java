package io.sparing.sources;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Makes threads and processes that want one source wait for each other. The operating system's lock
 * ends with its process, however that ends; its empty file stays.
 */
final class SourceLock {

  /** Work that is done while nobody else does it. */
  interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  // The system's lock is the process's: threads of one must wait before they reach it.
  private static final Map<Path, Semaphore> HERE = new ConcurrentHashMap<>();

  private SourceLock() {}

  /**
   * Waits until nobody else holds the lock, and works.
   *
   * @param file the lock's; its folder is there
   */
  static <T> T hold(Path file, Work<T> work) throws IOException, InterruptedException {
    Path key = file.getParent().toRealPath().resolve(file.getFileName());
    Semaphore here = HERE.computeIfAbsent(key, path -> new Semaphore(1));
    here.acquire();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      return work.run();
    } finally {
      here.release();
    }
  }
}
