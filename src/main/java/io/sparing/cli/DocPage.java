package io.sparing.cli;

import io.sparing.text.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Markdown page. What stands in it between {@code <!-- begin NAME -->} and {@code <!-- end NAME
 * -->} is the table of that name in {@link DocTables}.
 *
 * @param file where it is
 * @param text its content
 */
record DocPage(Path file, String text) {

  private static final Pattern BEGIN = Pattern.compile("<!-- begin (\\S+) -->\n");

  /**
   * Returns the pages of the project: those in its folder, and all below {@code docs}.
   *
   * @throws IOException if one cannot be read
   */
  static List<DocPage> all(Path home) throws IOException {
    try (Stream<Path> top = Files.list(home);
        Stream<Path> docs = Files.walk(home.resolve("docs"))) {
      List<Path> files =
          Stream.concat(top, docs)
              .filter(file -> file.toString().endsWith(".md"))
              .sorted()
              .toList();
      List<DocPage> pages = new ArrayList<>();
      for (Path file : files) {
        pages.add(new DocPage(file, TextFile.read(file)));
      }
      return pages;
    }
  }

  /** Returns the names of the tables in it, in their order. */
  List<String> tables() {
    return BEGIN.matcher(text).results().map(match -> match.group(1)).toList();
  }

  /**
   * Returns the page with the tables that the registries give.
   *
   * @throws IllegalArgumentException if it has a table of an unknown name, or one without an end
   */
  DocPage filled(Map<String, Supplier<MarkdownTable>> known) {
    StringBuilder filled = new StringBuilder();
    int from = 0;
    Matcher begin = BEGIN.matcher(text);
    while (begin.find(from)) {
      String name = begin.group(1);
      if (!known.containsKey(name)) {
        throw new IllegalArgumentException(
            "Unknown table: %s in %s; known: %s"
                .formatted(
                    name,
                    file,
                    known.keySet().stream().sorted().collect(Collectors.joining(", "))));
      }
      int end = text.indexOf("<!-- end " + name + " -->", begin.end());
      if (end < 0) {
        throw new IllegalArgumentException(
            "Invalid page: %s; the table %s has no <!-- end %s -->".formatted(file, name, name));
      }
      filled
          .append(text, from, begin.end())
          .append('\n')
          .append(known.get(name).get().render())
          .append('\n');
      from = end;
    }
    return new DocPage(file, filled.append(text, from, text.length()).toString());
  }
}
