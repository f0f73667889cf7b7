package io.sparing.cli;

import io.sparing.sources.SourceFolders;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where a command looks for files before it downloads them. */
final class MirrorOption {

  @Option(
      names = "--mirror",
      paramLabel = "FOLDER",
      description =
          "A folder with files of data sets and models, which are looked for here before they are"
              + " downloaded; may be repeated. SPARING_MIRROR names more.")
  private List<Path> mirrors = new ArrayList<>();

  /**
   * Returns the environment's folders with these before them.
   *
   * @throws IllegalArgumentException if one is no folder, or its path has what stands between them
   */
  SourceFolders folders() {
    SourceFolders folders = SourceFolders.ofThisProcess().withMirrors(mirrors);
    for (Path mirror : folders.mirrors()) {
      if (!Files.isDirectory(mirror)) {
        throw new IllegalArgumentException(
            "Invalid mirror: %s; expected a folder".formatted(mirror));
      }
      if (mirror.toString().contains(File.pathSeparator)) {
        throw new IllegalArgumentException(
            "Invalid mirror: %s; expected a folder without '%s' in its path, which stands between mirrors"
                .formatted(mirror, File.pathSeparator));
      }
    }
    return folders;
  }

  /**
   * Returns the variables that make workers look where this process does: it may know its folders
   * from system properties or from the option, which they do not have.
   *
   * @throws IllegalArgumentException if one is no folder
   */
  Map<String, String> environment() {
    return folders().environment();
  }
}
