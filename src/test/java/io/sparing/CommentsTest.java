package io.sparing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Comments in the main code are sentences that one reads once. */
class CommentsTest {

  private static final Pattern COMMENT =
      Pattern.compile("/\\*\\*.*?\\*/|(?m:^ *//[^\\n]*\\n)+", Pattern.DOTALL);

  /** Phrases that were read twice, with blanks for any space between their words. */
  private static final Pattern RIDDLE =
      Pattern.compile(
          "\\b(is|are|be|was|were) told\\b(?! apart)|\\bbe had\\b|\\bAs above\\b|\\btold now and then\\b"
              + "|\\bas (\\w+ ){1,3}has it\\b|\\bhow-manieth\\b",
          Pattern.CASE_INSENSITIVE);

  @Test
  void noCommentIsARiddle() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<String> found =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(file -> riddles(read(file)).stream().map(riddle -> file + ": " + riddle))
              .toList();
      assertThat(found).isEmpty();
    }
  }

  @Test
  void riddlesAreFoundInCommentsAlone() {
    assertThat(
            riddles(
                """
                /**
                 * Reads a file, which is
                 * told, as PyTorch has it.
                 */
                String text = "it is told";
                // A copy, if it can
                // be had.
                """))
        .containsExactly("is told", "as PyTorch has it", "be had");
  }

  private static List<String> riddles(String source) {
    return COMMENT
        .matcher(source)
        .results()
        .map(comment -> comment.group().replaceAll("\\s+(\\*|//)?\\s*", " "))
        .flatMap(comment -> RIDDLE.matcher(comment).results().map(MatchResult::group))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
