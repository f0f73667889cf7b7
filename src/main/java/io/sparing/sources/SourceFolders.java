package io.sparing.sources;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where files from elsewhere lie on this machine.
 *
 * @param cache written by Sparing; {@code SPARING_CACHE}, default {@code ~/.cache/sparing}
 * @param mirrors read only, in this order; each laid out by the sources' paths; {@code
 *     SPARING_MIRROR}, folders between the system's path separators
 */
public record SourceFolders(Path cache, List<Path> mirrors) {

  /** Names the cache folder. */
  public static final String CACHE = "SPARING_CACHE";

  /** Names the mirror folders. */
  public static final String MIRROR = "SPARING_MIRROR";

  /** Copies the list. */
  public SourceFolders {
    mirrors = List.copyOf(mirrors);
  }

  /**
   * Returns what this process's environment says, but for Java system properties of the same names
   * in {@code lower.case}, which come first.
   */
  public static SourceFolders ofThisProcess() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    for (String name : List.of(CACHE, MIRROR)) {
      String property = System.getProperty(name.toLowerCase(Locale.ROOT).replace('_', '.'));
      if (property != null) {
        environment.put(name, property);
      }
    }
    return of(environment);
  }

  /** Returns what an environment says; what is empty counts as not said. */
  static SourceFolders of(Map<String, String> environment) {
    String cache = environment.getOrDefault(CACHE, "");
    List<Path> mirrors =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(environment.getOrDefault(MIRROR, ""))
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .toList();
    return new SourceFolders(
        cache.isEmpty()
            ? usual(environment, Path.of(System.getProperty("java.io.tmpdir")))
            : Path.of(cache),
        mirrors);
  }

  /**
   * Returns a folder below the user's home or, where nothing can be written there, below the
   * temporary files.
   */
  static Path usual(Map<String, String> environment, Path temporary) {
    String system = System.getProperty("user.home", "");
    String home = environment.getOrDefault("HOME", system);
    Path usual = Path.of(home.startsWith("/") ? home : system, ".cache", "sparing");
    return writable(usual)
        ? usual
        : temporary.resolve("sparing-cache-" + System.getProperty("user.name"));
  }

  private static boolean writable(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return Files.isDirectory(there) && Files.isWritable(there);
  }

  /** Returns these folders with further mirrors, which come before those that are known. */
  public SourceFolders withMirrors(List<Path> first) {
    List<Path> all = new ArrayList<>(first);
    all.addAll(mirrors);
    return new SourceFolders(cache, all);
  }

  /** Returns the variables that give a child process the same folders, by absolute paths. */
  public Map<String, String> environment() {
    return Map.of(
        CACHE,
        cache.toAbsolutePath().toString(),
        MIRROR,
        mirrors.stream()
            .map(folder -> folder.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
  }

  /**
   * Returns the folder in the cache below which a source of this content lies.
   *
   * @throws SourceException if a link on the way leads out of the cache
   */
  Path cached(Source source) throws IOException {
    return SourcePath.below(cache, "sources/" + source.sha256().substring(0, 16));
  }

  /**
   * Returns the folder in the cache for what is unpacked of an archive of this content.
   *
   * @throws SourceException if a link on the way leads out of the cache
   */
  Path unpacked(Source archive) throws IOException {
    return SourcePath.below(cache, "unpacked/" + archive.sha256().substring(0, 16));
  }

  /**
   * Returns the folder in the cache for what is not complete yet.
   *
   * @throws SourceException if it is a link that leads out of the cache
   */
  Path downloads() throws IOException {
    return SourcePath.below(cache, "downloads");
  }
}
