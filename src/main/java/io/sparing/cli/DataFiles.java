package io.sparing.cli;

import io.sparing.data.SourceFiles;
import io.sparing.sources.ArchiveMember;
import io.sparing.sources.Resolver;
import io.sparing.sources.Source;
import io.sparing.sources.SourceCopy;
import io.sparing.sources.SourceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks for published files, fetches and verifies them. */
final class DataFiles {

  private final Resolver resolver;
  private final PrintWriter out;

  /** Finds files by this resolver and reports them to this printer. */
  DataFiles(Resolver resolver, PrintWriter out) {
    this.resolver = resolver;
    this.out = out;
  }

  /** Returns whether each file lies where it should; none is read. */
  boolean complete(FileSet files) throws SourceException {
    for (Source source : files.sources()) {
      if (resolver.copies(source).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Returns where the files are, in a few words; none is read. */
  String place(FileSet files) throws SourceException {
    List<Source> sources = files.sources();
    int cached = 0;
    int mirrored = 0;
    for (Source source : sources) {
      Optional<SourceCopy> first = resolver.copies(source).stream().findFirst();
      cached += first.filter(SourceCopy::cached).isPresent() ? 1 : 0;
      mirrored += first.filter(copy -> !copy.cached()).isPresent() ? 1 : 0;
    }
    if (sources.isEmpty()) {
      return "with Sparing";
    }
    if (!complete(files)) {
      return sources.stream().allMatch(source -> source.address().isPresent())
          ? "after %s of download".formatted(Words.bytes((double) resolver.missingBytes(sources)))
          : "missing %d of %d".formatted(sources.size() - cached - mirrored, sources.size());
    }
    if (mirrored == 0) {
      return "cache";
    }
    return cached == 0 ? "mirror" : "cache, mirror";
  }

  /** Finds files in the cache and in mirrors, and checks them; downloads nothing. */
  SourceFiles here() {
    return (dataset, file) -> file.withoutAddress().resolve(resolver);
  }

  /**
   * Resolves every file, and unpacks those that are in archives.
   *
   * @throws SourceException if one cannot be found or downloaded; those before it stay
   */
  void fetch(FileSet files) throws SourceException {
    for (Source source : files.sources()) {
      Path file = resolver.resolve(source);
      out.printf("%s  %s  %s%n", source.path(), Words.bytes((double) source.bytes()), file);
      for (ArchiveMember member : files.members(source)) {
        out.printf("%s in %s  %s%n", member.name(), source.path(), resolver.resolve(member));
      }
    }
  }

  /**
   * Reads every copy of every file and says what is wrong. Of an archive, what is unpacked of it is
   * read, too, where the archive itself is right.
   *
   * @return whether each file has a copy and no copy is wrong
   */
  boolean verify(FileSet files) throws IOException {
    boolean right = true;
    for (Source source : files.sources()) {
      List<SourceCopy> copies = resolver.copies(source);
      if (copies.isEmpty()) {
        out.printf("MISSING  %s: not in the cache and in no mirror%n", source.path());
        right = false;
      }
      Optional<Path> sound = Optional.empty();
      for (SourceCopy copy : copies) {
        boolean copyRight = verify(copy);
        sound = copyRight ? Optional.of(copy.file()) : sound;
        right &= copyRight;
      }
      if (sound.isPresent()) {
        right &= verify(files.members(source), sound.get());
      }
    }
    return right;
  }

  private boolean verify(List<ArchiveMember> members, Path archive) throws IOException {
    boolean right = true;
    for (ArchiveMember member : members) {
      Optional<Path> copy = resolver.unpacked(member);
      if (copy.isPresent()) {
        right &= told(copy.get(), member.damage(archive, copy.get()), "delete it");
      }
    }
    return right;
  }

  private boolean verify(SourceCopy copy) {
    String remedy = copy.cached() ? "delete it and fetch again" : "put the right file there";
    return told(copy.file(), copy.damage(), remedy);
  }

  private boolean told(Path file, Optional<String> damage, String remedy) {
    if (damage.isEmpty()) {
      out.printf("ok       %s%n", file);
    } else {
      out.printf("WRONG    %s: %s; %s%n", file, damage.get(), remedy);
    }
    return damage.isEmpty();
  }
}
