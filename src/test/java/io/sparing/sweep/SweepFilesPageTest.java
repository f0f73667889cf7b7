package io.sparing.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/sweep-files.md shows of errors is what is printed. */
class SweepFilesPageTest {

  private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);

  @Test
  void theErrorsShownAreThoseOfTheFileShown() throws IOException {
    List<String> blocks = blocks("docs/sweep-files.md", "## Errors");
    assertThat(blocks).hasSize(3);
    assertThat(errors(blocks.get(0), "broken.yaml", List.of())).isEqualTo(blocks.get(1));
    String readme = blocks("README.md", "## Write a sweep").get(0);
    assertThat(errors(readme, "mine.yaml", List.of("shots=4"))).isEqualTo(blocks.get(2));
  }

  private static String errors(String sweep, String name, List<String> overrides) {
    InvalidSweepException refused =
        catchThrowableOfType(
            InvalidSweepException.class, () -> SweepParser.parse(sweep, name, overrides));
    assertThat(refused).as(name).isNotNull();
    return refused.getMessage() + "\n";
  }

  /** The code blocks of a page after a heading. */
  private static List<String> blocks(String page, String heading) throws IOException {
    String text = Files.readString(Path.of(page));
    assertThat(text).contains(heading + "\n");
    String part = text.substring(text.indexOf(heading + "\n"));
    return BLOCK.matcher(part).results().map(block -> block.group(1)).toList();
  }
}
