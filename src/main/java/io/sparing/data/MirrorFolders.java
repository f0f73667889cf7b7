package io.sparing.data;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Published files in local folders: {@code FOLDER/sst2/train.tsv}. The first that has one wins. */
public final class MirrorFolders implements SourceFiles {

  /** Environment variable with the folders, separated as paths are. */
  public static final String VARIABLE = "SPARING_MIRROR";

  /** System property that comes before the environment variable. */
  public static final String PROPERTY = "sparing.mirror";

  private final List<Path> folders;

  /** Looks in these, in order. */
  public MirrorFolders(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** The folders that the system property, or else the environment, names; maybe none. */
  public static MirrorFolders ofThisProcess() {
    return of(System.getProperty(PROPERTY), System.getenv());
  }

  static MirrorFolders of(String property, Map<String, String> environment) {
    String folders = Optional.ofNullable(property).orElse(environment.getOrDefault(VARIABLE, ""));
    return new MirrorFolders(
        Stream.of(folders.split(Pattern.quote(File.pathSeparator)))
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .toList());
  }

  @Override
  public Path find(String dataset, DataFile file) throws IOException {
    for (Path folder : folders) {
      Path path = folder.resolve(file.path());
      if (Files.isRegularFile(path)) {
        check(path, file);
        return path;
      }
    }
    String where =
        folders.isEmpty()
            ? "no mirror folder is given"
            : "it is not in "
                + folders.stream().map(Path::toString).collect(Collectors.joining(", "));
    throw new BadDataException(
        "Cannot find %s of data set %s: %s; set %s to a folder that has it (docs/data.md)"
            .formatted(file.path(), dataset, where, VARIABLE));
  }

  private static void check(Path path, DataFile file) throws IOException {
    long bytes = Files.size(path);
    if (bytes != file.bytes()) {
      throw new BadDataException(
          "Invalid file %s: %d bytes; expected %d".formatted(path, bytes, file.bytes()));
    }
    String sha256 = Checksum.of(path);
    if (!sha256.equals(file.sha256())) {
      throw new BadDataException(
          "Invalid file %s: SHA-256 %s; expected %s".formatted(path, sha256, file.sha256()));
    }
  }
}
