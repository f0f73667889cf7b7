package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestedColumnsTest {

  @TempDir private Path folder;

  private SuggestedColumns suggested(String name, String head, IntFunction<String> row)
      throws IOException {
    List<String> lines = new ArrayList<>();
    if (!head.isEmpty()) {
      lines.add(head);
    }
    for (int i = 0; i < 40; i++) {
      lines.add(row.apply(i));
    }
    Path file = Files.write(folder.resolve(name), lines);
    UnknownColumnException error =
        catchThrowableOfType(
            UnknownColumnException.class,
            () -> OwnFiles.load(file, OwnFiles.COLUMNS, Validation.WARN));
    return Datasets.suggestColumns(file, error.known());
  }

  @Test
  void aUsualNameComesBeforeFewerValues() throws IOException {
    assertThat(
            suggested(
                "a.csv",
                "id,helpful,review,stars,verified,date",
                i -> "%d,%d,a review %d,%d,yes,2026-01-%02d".formatted(i, i % 2, i, i % 5, i % 9)))
        .isEqualTo(new SuggestedColumns(Optional.of("review"), Optional.of("stars")));
  }

  @Test
  void withoutAUsualNameTheFewestValuesAreLabels() throws IOException {
    assertThat(
            suggested(
                "a.jsonl",
                "",
                i ->
                    "{\"body\": \"the body of %d\", \"kind\": %d, \"day\": %d}"
                        .formatted(i, i % 2, i % 7)))
        .isEqualTo(new SuggestedColumns(Optional.of("body"), Optional.of("kind")));
  }

  @Test
  void oneValueOrOnesThatNeverComeAgainAreNoLabels() throws IOException {
    assertThat(suggested("a.tsv", "id\tbody\tsource", i -> i + "\tthe body of " + i + "\tweb"))
        .isEqualTo(new SuggestedColumns(Optional.of("body"), Optional.empty()));
  }

  @Test
  void whatCannotBeReadSuggestsNothing() {
    assertThat(Datasets.suggestColumns(folder.resolve("none.csv"), List.of("a")))
        .isEqualTo(SuggestedColumns.NONE);
  }
}
