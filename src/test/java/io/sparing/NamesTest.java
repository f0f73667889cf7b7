package io.sparing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.adapt.Strategies;
import io.sparing.data.Datasets;
import io.sparing.model.Models;
import io.sparing.quant.NumberFormats;
import io.sparing.trial.DeviceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Strategies, number formats, devices, models and data sets are named in their own classes and in
 * their registries only: whoever must tell them apart asks them, so that a new one needs no edit
 * elsewhere.
 */
class NamesTest {

  private static final Path MAIN = Path.of("src/main/java/io/sparing");

  /** Where a name may stand beside its own class, and why. */
  private static final Map<String, Set<String>> EXCEPTIONS =
      Map.of(
          // defaults
          "adapt/Distillation.java", Set.of("bge-small"),
          "cli/DataDescribeCommand.java", Set.of("minilm-l6"),
          // other things of the same name: a tensor, a method of a script, torch's word in a file
          "adapt/Prompts.java", Set.of("prompt"),
          "train/Freezer.java", Set.of("freeze"),
          "script/ScriptArchive.java", Set.of("cpu"));

  /** Strings in double quotes; comments, text blocks and characters are matched to be skipped. */
  private static final Pattern TOKENS =
      Pattern.compile(
          "/\\*[\\s\\S]*?\\*/|//[^\n]*|\"\"\"[\\s\\S]*?\"\"\"|'(?:\\\\.|[^'\\\\])+'"
              + "|\"((?:\\\\.|[^\"\\\\])*)\"");

  @Test
  void namesStandInTheirOwnClassesOnly() throws IOException {
    Map<String, Set<String>> allowed = allowed();
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      String place = MAIN.relativize(file).toString();
      for (String literal : literals(Files.readString(file))) {
        boolean named = allowed.containsKey(literal);
        boolean excepted = EXCEPTIONS.getOrDefault(place, Set.of()).contains(literal);
        if (named && !excepted && !allowed.get(literal).contains(file.getFileName().toString())) {
          found.add("%s names %s".formatted(place, literal));
        }
      }
    }
    assertThat(found)
        .as("ask the registry, or a property of the thing, in the place of its name")
        .isEmpty();
  }

  @Test
  void everyExceptionIsThere() throws IOException {
    for (Map.Entry<String, Set<String>> exception : EXCEPTIONS.entrySet()) {
      String source = Files.readString(MAIN.resolve(exception.getKey()));
      assertThat(literals(source)).as(exception.getKey()).containsAll(exception.getValue());
    }
  }

  @Test
  void onlyWholeStringsCount() {
    assertThat(literals("a(\"x\"); // \"y\"\n/* \"z\" */ '\"' \"a \\\"b\" \"\"\"\n\"c\"\n\"\"\""))
        .containsExactly("x", "a \\\"b");
  }

  /** For every name the files in which it may stand. */
  private static Map<String, Set<String>> allowed() {
    Map<String, Set<String>> allowed = new TreeMap<>();
    Strategies.known().forEach((name, known) -> allowed.put(name, Set.of(file(known))));
    NumberFormats.known().forEach((name, known) -> allowed.put(name, Set.of(file(known))));
    add(allowed, DeviceKind.NAMES, "DeviceKind.java");
    add(allowed, Models.known().keySet(), "Models.java");
    add(allowed, Datasets.NAMES, "Datasets.java");
    return allowed;
  }

  private static void add(Map<String, Set<String>> allowed, Collection<String> names, String file) {
    names.forEach(name -> allowed.put(name, Set.of(file)));
  }

  private static String file(Object known) {
    return known.getClass().getSimpleName() + ".java";
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<String> literals(String source) {
    List<String> literals = new ArrayList<>();
    Matcher tokens = TOKENS.matcher(source);
    while (tokens.find()) {
      if (tokens.group(1) != null) {
        literals.add(tokens.group(1));
      }
    }
    return literals;
  }
}
