package io.sparing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds that only the room {@code model} knows where things are in a model's tree. */
class TreePathsTest {

  private static final Path SOURCES = Path.of("src/main/java/io/sparing");

  /** Comments, so that they are passed over; text blocks and strings. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\\n]*|/\\*(?s:.*?)\\*/|'(?:\\\\.|[^'\\\\])+'"
              + "|(\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\])*\")");

  private static final Pattern TREE_PATH =
      Pattern.compile("\\bbert\\.|self\\.bert|encoder\\.layer|LayerNorm|^\"bias\"$");

  /** A key of PEFT's configuration, and a method of a tree: no tensors. */
  private static final Pattern NO_TENSOR =
      Pattern.compile("addProperty\\(\"bias\", \"none\"\\)|without\\(\"bias\", \"finish\"\\)");

  @Test
  void noOtherRoomSpellsPathsOfATree() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(TreePathsTest::isHeld).sorted().toList()) {
        strings(NO_TENSOR.matcher(Files.readString(file)).replaceAll(""))
            .filter(string -> TREE_PATH.matcher(string).find())
            .forEach(string -> found.add("%s: %s".formatted(SOURCES.relativize(file), string)));
      }
    }
    assertThat(found).isEmpty();
  }

  /** The test would see such paths: those that the room itself spells. */
  @Test
  void pathsAreSeenWhereTheyAre() throws IOException {
    String sites = Files.readString(SOURCES.resolve("model/EncoderSites.java"));
    assertThat(strings(sites)).anyMatch(string -> TREE_PATH.matcher(string).find());
    assertThat(strings("x = 'y'; // \"bert.\"\n z = \"bias\";")).containsExactly("\"bias\"");
  }

  private static boolean isHeld(Path file) {
    return file.toString().endsWith(".java")
        && !file.startsWith(SOURCES.resolve("model"))
        && !file.equals(SOURCES.resolve("script/Layers.java"));
  }

  private static Stream<String> strings(String source) {
    return TOKEN.matcher(source).results().map(MatchResult::group).filter(s -> s.startsWith("\""));
  }
}
