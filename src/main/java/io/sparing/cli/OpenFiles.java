package io.sparing.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Files below a folder that a running process has open or mapped, as far as Linux lets this user
 * see; elsewhere none are known.
 */
final class OpenFiles {

  private static final Path PROCESSES = Path.of("/proc");

  private final Set<Path> files = new HashSet<>();
  private final Path root;

  private OpenFiles(Path root) {
    this.root = root;
  }

  /** Looks once. */
  static OpenFiles below(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return new OpenFiles(folder);
    }
    OpenFiles open = new OpenFiles(folder.toRealPath());
    if (Files.isDirectory(PROCESSES)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
        all.forEach(open::look);
      }
    }
    return open;
  }

  /** Returns whether the file, or one below the folder, is open. */
  boolean use(Path path) throws IOException {
    Path real = path.toRealPath();
    return files.stream().anyMatch(file -> file.startsWith(real));
  }

  private void look(Path process) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        add(Files.readSymbolicLink(descriptor).toString());
      }
      for (String mapping : Files.readAllLines(process.resolve("maps"))) {
        add(mapping.substring(Math.max(0, mapping.indexOf('/'))));
      }
    } catch (IOException e) {
      // It has ended meanwhile, or is another user's: nothing is known about it.
    }
  }

  private void add(String file) {
    if (file.startsWith(root + "/")) {
      files.add(Path.of(file));
    }
  }
}
