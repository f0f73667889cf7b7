package io.sparing.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds the file of a source on this machine: in the cache, then in the mirror folders, then at its
 * address, from where it comes into the cache. Threads and processes that ask for one source at
 * once download it once.
 */
public final class Resolver {

  private final SourceFolders folders;
  private final Downloader downloader;
  private final DownloadListener listener;

  /**
   * Makes a resolver that reports its downloads to a listener.
   *
   * @throws IllegalArgumentException if a mirror is no folder
   */
  public Resolver(SourceFolders folders, DownloadListener listener) {
    this(
        folders,
        listener,
        new Downloader(
            DownloadLimits.DEFAULT,
            time -> Thread.sleep(time.toMillis()),
            () -> ThreadLocalRandom.current().nextDouble()));
  }

  Resolver(SourceFolders folders, DownloadListener listener, Downloader downloader) {
    for (Path mirror : folders.mirrors()) {
      if (!Files.isDirectory(mirror)) {
        throw new IllegalArgumentException(
            "Invalid mirror: %s; expected a folder".formatted(mirror));
      }
    }
    this.folders = folders;
    this.listener = listener;
    this.downloader = downloader;
  }

  /**
   * Returns the files on this machine that lie where the source should, the cache's first. None is
   * read.
   *
   * @throws SourceException if a link leads out of the cache or a mirror
   */
  public List<SourceCopy> copies(Source source) throws SourceException {
    List<SourceCopy> copies = new ArrayList<>();
    try {
      addCopy(source, folders.cached(source), true, copies);
      for (Path mirror : folders.mirrors()) {
        addCopy(source, mirror, false, copies);
      }
    } catch (IOException e) {
      throw failed(source, e);
    }
    return copies;
  }

  private static void addCopy(Source source, Path root, boolean cached, List<SourceCopy> copies)
      throws IOException {
    Path file = SourcePath.below(root, source.path());
    if (Files.isRegularFile(file)) {
      copies.add(new SourceCopy(source, file, cached));
    }
  }

  /**
   * Returns bytes that would have to be downloaded first, as far as the sizes of the files here
   * tell, those that an interrupted download left among them.
   *
   * @throws SourceException as {@link #copies}
   */
  public long missingBytes(List<Source> sources) throws SourceException {
    long bytes = 0;
    for (Source source : sources) {
      boolean here =
          copies(source).stream().anyMatch(copy -> copy.file().toFile().length() == source.bytes());
      bytes += here ? 0 : source.bytes() - arrived(source);
    }
    return bytes;
  }

  private long arrived(Source source) throws SourceException {
    try {
      return PartFile.arrived(folders.downloads(), source);
    } catch (IOException e) {
      throw failed(source, e);
    }
  }

  /**
   * Finds or downloads a source. What lies in a mirror is read and checked each time; what lies in
   * the cache was checked as it came, and only its size is looked at.
   *
   * @throws SourceException if it is nowhere, is not what it should be, or the thread is
   *     interrupted, which then still is
   */
  public Path resolve(Source source) throws SourceException {
    return run(source, () -> find(source));
  }

  /**
   * Finds or downloads a member's archive, as {@link #resolve(Source)} does, and unpacks the member
   * into the cache, if it is not there. Of an unpacked member only the size is looked at.
   *
   * @throws SourceException as for the archive, or if that has no such member, or it cannot be
   *     unpacked
   */
  public Path resolve(ArchiveMember member) throws SourceException {
    Path archive = resolve(member.archive());
    Unpacker unpacker = new Unpacker(folders, Unpacker.MOST, DiskSpace.REAL);
    return run(member.archive(), () -> unpacker.unpack(member, archive));
  }

  /**
   * Returns the unpacked copy of a member, if there is one. It is not read.
   *
   * @throws SourceException if a link leads out of the cache
   */
  public Optional<Path> unpacked(ArchiveMember member) throws SourceException {
    return run(
        member.archive(),
        () ->
            Optional.of(SourcePath.below(folders.unpacked(member.archive()), member.name()))
                .filter(Files::isRegularFile));
  }

  private <T> T run(Source source, SourceLock.Work<T> work) throws SourceException {
    try {
      return work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(source, new IOException("an interruption", e));
    } catch (IOException e) {
      throw failed(source, e);
    }
  }

  private Path find(Source source) throws IOException, InterruptedException {
    List<String> refused = new ArrayList<>();
    for (SourceCopy copy : copies(source)) {
      Optional<String> refusal = copy.refusal();
      if (refusal.isEmpty()) {
        return copy.file();
      }
      refused.add("%s: %s".formatted(copy.file(), refusal.get()));
    }
    if (source.address().isEmpty()) {
      throw nowhere(source, refused);
    }
    try {
      return download(source);
    } catch (IOException e) {
      throw failed(source, e).after(refused);
    }
  }

  private Path download(Source source) throws IOException, InterruptedException {
    Path downloads = Files.createDirectories(folders.downloads());
    Path lock = SourcePath.below(downloads, source.sha256() + ".lock");
    Path target = SourcePath.below(folders.cached(source), source.path());
    return SourceLock.hold(lock, () -> bring(source, downloads, target));
  }

  private Path bring(Source source, Path downloads, Path target)
      throws IOException, InterruptedException {
    if (Files.isRegularFile(target) && Files.size(target) == source.bytes()) {
      return target; // Whoever held the lock before has brought it.
    }
    try (PartFile part = PartFile.open(downloads, source)) {
      String address = source.address().orElseThrow().toString();
      DiskSpace.REAL.check(source.path(), address, downloads, source.bytes() - part.length());
      downloader.download(source, part, listener);
      part.publish(target);
    }
    return target;
  }

  private SourceException nowhere(Source source, List<String> refused) {
    return new SourceException(
        source.path(),
        folders.mirrors().isEmpty() ? "the cache" : "cache and mirrors " + folders.mirrors(),
        "a file of %d bytes with SHA-256 %s".formatted(source.bytes(), source.sha256()),
        refused.isEmpty() ? "none" : String.join("; ", refused),
        "it has no address: put it into a mirror folder as %s and name that folder with --mirror or %s"
            .formatted(source.path(), SourceFolders.MIRROR));
  }

  private SourceException failed(Source source, IOException failure) {
    if (failure instanceof SourceException known) {
      return known;
    }
    SourceException failed =
        new SourceException(
            source.path(),
            folders.cache().toString(),
            "a readable and writable folder",
            failure.toString(),
            "see to the folder, or set %s to another".formatted(SourceFolders.CACHE));
    failed.initCause(failure);
    return failed;
  }
}
