package io.sparing.cli;

import io.sparing.storage.FileTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Sparing keeps in its cache folder. Only folders that it makes are looked at; all that is in
 * them comes again when it is needed.
 *
 * @param folder the cache
 */
record Cache(Path folder) {

  /** The folders in the cache, with what is in each. */
  static final Map<String, String> KINDS = kinds();

  private static final String LOCK = ".lock";

  /**
   * A file or folder of the cache.
   *
   * @param name the kind's folder and its own name in it
   */
  record Entry(String name, Path path, FolderSize size) {

    /** Returns whether a person means it: by its name or its kind. */
    boolean named(String text) {
      return name.equals(text) || name.startsWith(text + "/");
    }
  }

  /** Returns all that is there, by name. Empty files that only hold locks do not count. */
  List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String kind : KINDS.keySet()) {
      for (Path path : children(folder.resolve(kind))) {
        if (!path.toString().endsWith(LOCK)) {
          entries.add(new Entry(kind + "/" + path.getFileName(), path, FolderSize.of(path)));
        }
      }
    }
    return entries;
  }

  /** Deletes one entry; a link is deleted itself, never what it leads to. */
  static void delete(Entry entry) throws IOException {
    FileTree.delete(entry.path());
  }

  private static List<Path> children(Path kind) throws IOException {
    List<Path> children = new ArrayList<>();
    if (Files.isDirectory(kind, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(kind)) {
        all.forEach(children::add);
      }
    }
    Collections.sort(children);
    return children;
  }

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("sources", "downloaded files");
    kinds.put("unpacked", "files out of downloaded archives");
    kinds.put("downloads", "downloads that were interrupted");
    kinds.put("models", "weights out of Maven artefacts");
    kinds.put("tokens", "token ids of data sets");
    kinds.put("djl", "libtorch, where the home cannot be written");
    return Collections.unmodifiableMap(kinds);
  }
}
