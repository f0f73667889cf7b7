package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDescribeOwnFileTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int describe(String... args) {
    List<String> all = new ArrayList<>(List.of("data", "describe"));
    all.addAll(List.of(args));
    return Main.run(stream(out), stream(err), all.toArray(String[]::new));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String reviews() throws IOException {
    List<String> lines = new ArrayList<>(List.of("stars,review,more"));
    for (int i = 0; i < 40; i++) {
      String stars = i % 2 == 1 ? "good" : "bad";
      lines.add("%s,review %d,more %d".formatted(i == 7 ? " good\u00a0" : stars, i, i));
    }
    return Files.write(folder.resolve("reviews.csv"), lines).toString();
  }

  @Test
  void readsItAsASweepDoesAndTellsWhatIsWrong() throws IOException {
    String file = reviews();
    assertThat(describe(file, "--text", "review", "--label", "stars", "--text-pair", "more"))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith(file + ": one's own file\ntask      pair")
        .containsPattern("\nbad +16 +2 +2 ")
        .containsPattern("\ngood +16 +2 +2 ")
        .contains("reviews.csv:9: label  good\\u00a0 looks like good");
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThat(describe(reviews())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(
            "Unknown column: text; known: stars, review, more; try --text review --label stars");
    assertThat(describe(folder.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("it is a folder; name one file, such as " + folder);
  }

  @Test
  void columnsAreOfFilesOnly() {
    assertThat(describe("wordnet-topic", "--label", "stars")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Invalid --label: data set wordnet-topic does not take it, only one's own file");
  }
}
