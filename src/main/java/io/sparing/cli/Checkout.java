package io.sparing.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder under git, read without git.
 *
 * @param folder the working tree
 */
record Checkout(Path folder) {

  private static final String REFERENCE = "ref: ";
  private static final String ELSEWHERE = "gitdir: ";

  /** Returns the commit that is checked out; empty if the folder is under no git, or says none. */
  Optional<String> commit() {
    try {
      Path git = folder.resolve(".git");
      if (Files.isRegularFile(git)) {
        git = folder.resolve(Files.readString(git).strip().substring(ELSEWHERE.length()));
      }
      String head = Files.readString(git.resolve("HEAD")).strip();
      String commit =
          head.startsWith(REFERENCE) ? branch(git, head.substring(REFERENCE.length())) : head;
      return Optional.of(commit).filter(text -> text.matches("[0-9a-f]{40,64}"));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static String branch(Path git, String name) throws IOException {
    Path shared = git;
    if (Files.exists(git.resolve("commondir"))) {
      shared = git.resolve(Files.readString(git.resolve("commondir")).strip());
    }
    if (Files.exists(shared.resolve(name))) {
      return Files.readString(shared.resolve(name)).strip();
    }
    return Files.readString(shared.resolve("packed-refs"))
        .lines()
        .filter(line -> line.endsWith(" " + name))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElse("");
  }
}
