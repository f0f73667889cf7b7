package io.sparing.cli;

import io.sparing.data.DataFile;
import io.sparing.data.DatasetManifest;
import io.sparing.data.SourceFiles;
import io.sparing.sources.Resolver;
import io.sparing.sources.Source;
import io.sparing.sources.SourceCopy;
import io.sparing.sources.SourceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is done with the files of a data set: looked for, fetched, verified. */
final class DataFiles {

  private final Resolver resolver;
  private final PrintWriter out;

  /** Files as this resolver finds them, told to this printer. */
  DataFiles(Resolver resolver, PrintWriter out) {
    this.resolver = resolver;
    this.out = out;
  }

  /** The files of a data set; none if its rows lie in an artefact that comes with Sparing. */
  static List<Source> sources(DatasetManifest manifest) {
    return manifest.files().stream().map(DataFile::source).toList();
  }

  /** Where the files are, in two words; none is read. */
  String place(List<Source> sources) throws SourceException {
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
    if (cached + mirrored < sources.size()) {
      return "missing %d of %d".formatted(sources.size() - cached - mirrored, sources.size());
    }
    return mirrored == 0 ? "cache" : cached == 0 ? "mirror" : "cache, mirror";
  }

  /** Finds files in the cache and in mirrors, and checks them; downloads nothing. */
  SourceFiles here() {
    return (dataset, file) ->
        resolver.resolve(Source.mirrored(file.path(), file.sha256(), file.bytes()));
  }

  /**
   * Resolves every file.
   *
   * @throws SourceException if one cannot be had; those before it stay
   */
  void fetch(List<Source> sources) throws SourceException {
    for (Source source : sources) {
      Path file = resolver.resolve(source);
      out.printf("%s  %s  %s%n", source.path(), Words.bytes((double) source.bytes()), file);
    }
  }

  /**
   * Reads every copy of every file and says what is wrong.
   *
   * @return whether each file has a copy and no copy is wrong
   */
  boolean verify(List<Source> sources) throws IOException {
    boolean right = true;
    for (Source source : sources) {
      List<SourceCopy> copies = resolver.copies(source);
      if (copies.isEmpty()) {
        out.printf("MISSING  %s: not in the cache and in no mirror%n", source.path());
        right = false;
      }
      for (SourceCopy copy : copies) {
        right &= verify(copy);
      }
    }
    return right;
  }

  private boolean verify(SourceCopy copy) throws IOException {
    Optional<String> damage = copy.damage();
    if (damage.isEmpty()) {
      out.printf("ok       %s%n", copy.file());
    } else {
      String remedy = copy.cached() ? "delete it and fetch again" : "put the right file there";
      out.printf("WRONG    %s: %s; %s%n", copy.file(), damage.get(), remedy);
    }
    return damage.isEmpty();
  }
}
