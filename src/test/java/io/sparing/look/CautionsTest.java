package io.sparing.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CautionsTest {

  private static final String ENGLISH = "it is one of the best films that you have seen";

  @TempDir private Path folder;

  private List<String> cautions(int rows, IntFunction<String> row) {
    return Cautions.of(DataLook.of(MadeUpFile.read(folder, rows, row)));
  }

  @Test
  void ordinaryDataGiveNone() {
    assertThat(cautions(400, i -> "%s %d,,%d".formatted(ENGLISH, i, i % 2))).isEmpty();
  }

  @Test
  void tenRowsAreTooFew() {
    assertThat(cautions(10, i -> "%s %d,,%d".formatted(ENGLISH, i, i % 2)))
        .anyMatch(words -> words.startsWith("10 rows, 2 of them to test on, are too few"));
  }

  @Test
  void aThousandClassesAreTooMany() {
    assertThat(cautions(3000, i -> "%s %d,,c%d".formatted(ENGLISH, i, i % 1000)))
        .anyMatch(words -> words.startsWith("1,000 classes are more than any published data set"))
        .anyMatch(words -> words.startsWith("1,000 of 1,000 classes have fewer than 10 rows"));
  }

  @Test
  void oneClassThatIsNearlyAll() {
    assertThat(cautions(400, i -> "%s %d,,%s".formatted(ENGLISH, i, i % 20 == 0 ? "no" : "yes")))
        .containsExactly(
            "answering yes to everything is right in 95.0 % of the rows: judge by macro_f1 instead"
                + " of accuracy, and set class_weights");
  }

  @ParameterizedTest
  @CsvSource({
    "это был очень хороший фильм, 100 % of the letters are not Latin but mostly Cyrillic",
    "とても良い映画でした本当に, 100 % of the letters are not Latin but mostly Hiragana",
    "der Film war wirklich sehr gut und schön, hardly any word (0.0 %) is one of the commonest"
  })
  void anotherLanguageThanEnglish(String text, String expected) {
    assertThat(cautions(400, i -> "%s %d,,%d".formatted(text, i, i % 2)))
        .singleElement()
        .asString()
        .startsWith(expected)
        .contains("trained on English");
  }

  @Test
  void textsThatAreCut() {
    assertThat(cautions(200, i -> "%s %d,,%d".formatted((ENGLISH + " ").repeat(40), i, i % 2)))
        .singleElement()
        .asString()
        .startsWith("100 % of the texts have more than 350 words");
  }

  @Test
  void realNumbersAndOddRows() {
    assertThat(
            cautions(
                400,
                i ->
                    "%s %d,,%s"
                        .formatted(ENGLISH, i, i == 7 ? "" : List.of("0.5", "1").get(i % 2))))
        .anyMatch(words -> words.startsWith("the labels are real numbers"))
        .anyMatch(words -> words.startsWith("rows are odd, and 1 are left out: 1 unknown label"));
  }
}
