package io.sparing.cli;

import io.sparing.selector.PapersRules;
import io.sparing.selector.RuleSet;
import io.sparing.selector.RuleSetMarkdown;
import io.sparing.selector.RuleSetParser;
import io.sparing.selector.RuleSetSql;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** Where rules come from and go to: a name, a file, or the newest that were learned. */
final class RuleFiles {

  /** A rule set and where it was found, in words. */
  record Found(RuleSet rules, String from) {}

  private RuleFiles() {}

  /** Returns the rules of that name or file. */
  static Found load(String nameOrFile) throws IOException {
    if (nameOrFile.equals("papers")) {
      return new Found(PapersRules.rules(), "the papers' fixed rules");
    }
    Path file = Path.of(nameOrFile);
    if (Files.isDirectory(file)) {
      file = file.resolve("rules.json");
    }
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "Unknown rules: " + nameOrFile + "; known: papers, or a rules.json");
    }
    return new Found(RuleSetParser.read(file), file.toString());
  }

  /**
   * Returns the newest {@code rules.json} of a sweep below this folder; the papers' rules without
   * one.
   */
  static Found newest(Path results) throws IOException {
    Path newest = null;
    FileTime time = null;
    if (Files.isDirectory(results)) {
      try (DirectoryStream<Path> sweeps = Files.newDirectoryStream(results)) {
        for (Path sweep : sweeps) {
          Path file = sweep.resolve("rules.json");
          if (Files.isRegularFile(file)) {
            FileTime modified = Files.getLastModifiedTime(file);
            if (time == null || modified.compareTo(time) > 0) {
              newest = file;
              time = modified;
            }
          }
        }
      }
    }
    return newest == null
        ? new Found(
            PapersRules.rules(), "the papers' fixed rules, as nothing was learned in " + results)
        : new Found(RuleSetParser.read(newest), newest + ", the newest that were learned");
  }

  /** Writes {@code rules.json}, {@code rules.md} and {@code rules.sql} and says so. */
  static void write(RuleSet rules, Path folder, PrintWriter out) throws IOException {
    Files.createDirectories(folder);
    write(folder.resolve("rules.json"), RuleSetParser.text(rules), out);
    write(folder.resolve("rules.md"), RuleSetMarkdown.page(rules), out);
    write(folder.resolve("rules.sql"), RuleSetSql.expression(rules) + "\n", out);
  }

  private static void write(Path file, String text, PrintWriter out) throws IOException {
    Files.writeString(file, text);
    out.println("Wrote   " + file);
  }
}
