package io.sparing.sources;

import io.sparing.text.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Relative paths that can lead nowhere but below their root. What a path may be is listed rather
 * than what it may not: letters, digits and {@code . _ + -} in names that begin with a letter, a
 * digit or {@code _}. So there is no {@code ..}, no root, no drive, no home, no NUL, no backslash.
 */
public final class SourcePath {

  private static final int LONGEST = 512;
  private static final String NAME = "[A-Za-z0-9_](?:[A-Za-z0-9._+-]{0,126}[A-Za-z0-9_+-])?";
  private static final Pattern FORM = Pattern.compile(NAME + "(?:/" + NAME + "){0,15}");

  private SourcePath() {}

  /**
   * Checks a path and returns it.
   *
   * @throws IllegalArgumentException if it cannot be used
   */
  static String check(String path) {
    if (path.length() > LONGEST || !FORM.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "Invalid source path: %s; expected a relative one such as sst2/train.tsv"
              .formatted(printable(path)));
    }
    return path;
  }

  /**
   * Returns the path below a root, whether it is there or not.
   *
   * @param root a folder; it may be a link itself
   * @param path relative, with {@code /} between its names
   * @throws IllegalArgumentException if the path cannot be used
   * @throws SourceException if a symbolic link on the way leaves the root or leads nowhere
   * @throws IOException if the file system fails
   */
  public static Path below(Path root, String path) throws IOException {
    Path place = root;
    for (String name : check(path).split("/", -1)) {
      place = place.resolve(name);
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !inside(root, place)) {
        throw new SourceException(
            path,
            place.toString(),
            "a file below " + root,
            "a link that leads out of it or nowhere",
            "put the file itself there");
      }
    }
    return place;
  }

  private static boolean inside(Path root, Path place) throws IOException {
    return Files.exists(place) && place.toRealPath().startsWith(root.toRealPath());
  }

  /** Returns a path as a message can show it. */
  static String printable(String path) {
    return Printable.of(path, LONGEST);
  }
}
