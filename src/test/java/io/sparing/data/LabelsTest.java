package io.sparing.data;

import static io.sparing.data.OwnFiles.findings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

  @TempDir private Path folder;

  /** A table in which these labels take turns until there are 40 rows. */
  private Path table(String... labels) throws IOException {
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < 40; i++) {
      csv.append("text %d,\"%s\"\n".formatted(i, labels[i % labels.length]));
    }
    return Files.writeString(folder.resolve("a.csv"), csv);
  }

  private Dataset load(String... labels) throws IOException {
    return OwnFiles.load(table(labels), OwnFiles.COLUMNS, Validation.WARN);
  }

  private void assertRefusedWhereStrict(String... labels) throws IOException {
    Path table = table(labels);
    assertThatThrownBy(() -> OwnFiles.load(table, OwnFiles.COLUMNS, Validation.STRICT))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("; first a.csv:");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0x20, 0x09, 0xa0, 0x2007, 0x202f, 0x3000, 0x200b, 0x200e, 0xfeff, 0xad, 0x85})
  void spacesAndInvisibleMarksAroundALabelAreNoPartOfIt(int point) throws IOException {
    String space = Character.toString(point);
    String[] labels = {"good", "bad", "good" + space, space + "bad"};
    Dataset data = load(labels);
    assertThat(data.manifest().labels()).containsExactly("bad", "good");
    assertThat(data.report().count(Finding.Kind.ALIKE_LABEL)).isEqualTo(20);
    assertThat(findings(data)).noneMatch(words -> words.contains("\u00a0")).isNotEmpty();
    assertRefusedWhereStrict(labels);
  }

  @Test
  void lettersComposedAndNotAreOneLabel() throws IOException {
    String[] labels = {"caf\u00e9", "th\u00e9", "cafe\u0301"};
    Dataset data = load(labels);
    assertThat(data.manifest().labels()).containsExactly("caf\u00e9", "th\u00e9");
    assertThat(findings(data).get(0)).startsWith("a.csv:4: label cafe\u0301 looks like caf\u00e9");
    assertRefusedWhereStrict(labels);
  }

  @Test
  void labelsThatAreAlwaysWrittenAlikeAreNoFinding() throws IOException {
    assertThat(findings(load("caf\u00e9", "very good", "1st", "100% off $1", "{label}", "a\\b")))
        .isEmpty();
    assertThat(load(" good", "bad ").manifest().labels()).containsExactly("bad", "good");
  }

  @Test
  void aControlCharacterInALabelIsASpaceAndTold() throws IOException {
    String[] labels = {"bad", "good\u001b[31mX\nline2"};
    Dataset data = load(labels);
    assertThat(data.manifest().labels()).containsExactly("bad", "good [31mX line2");
    assertThat(findings(data))
        .contains("a.csv:3: label good\\u001b[31mX\\nline2 is taken as good [31mX line2");
    assertThat(data.report().count(Finding.Kind.HIDDEN_IN_LABEL)).isEqualTo(20);
    assertRefusedWhereStrict(labels);
  }

  @Test
  void formsOfANumberAreOneClass() throws IOException {
    String[] labels = {"1", "0", "1.0", "0.0", "+1", "00"};
    Dataset data = load(labels);
    assertThat(data.manifest().labels()).containsExactly("0", "1");
    assertThat(findings(data))
        .contains("a.csv:4: label 1.0, where others are written like 1; one number is one class");
    assertRefusedWhereStrict(labels);
  }

  @Test
  void numbersInTwoFormsAreToldWhereTheyDifferToo() throws IOException {
    Dataset data = load("0", "1.0");
    assertThat(data.manifest().labels()).containsExactly("0", "1.0");
    assertThat(data.report().count(Finding.Kind.NUMBER_FORM)).isEqualTo(20);
    assertThat(findings(load("0.0", "1.0"))).isEmpty();
    assertThat(findings(load("-1", "0", "1"))).isEmpty();
    assertThat(findings(load("1e0", "two"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "null", "NULL", "<NA>", "", "\u00a0", "\u200b"})
  void whatSaysThatThereIsNoneIsNoLabel(String nothing) throws IOException {
    String[] labels = {"good", "bad", nothing, "good", "bad"};
    Dataset data = load(labels);
    assertThat(data.manifest().labels()).containsExactly("bad", "good");
    assertThat(data.report().count(Finding.Kind.UNKNOWN_LABEL)).isEqualTo(8);
    assertThat(data.report().dropped()).isEqualTo(8);
    assertThat(findings(data).get(0)).startsWith("a.csv:4: no label");
    assertRefusedWhereStrict(labels);
  }

  @Test
  void labelsOfWhichEachOccursOnceAreNoClasses() throws IOException {
    String[] names = IntStream.range(0, 40).mapToObj(i -> "name " + i).toArray(String[]::new);
    assertThatThrownBy(() -> load(names))
        .hasMessageContaining(
            "a.csv: every label occurs once: these are no classes; the first are");
    String[] numbers = IntStream.range(0, 40).mapToObj(i -> i / 7.0 + "").toArray(String[]::new);
    numbers[39] = numbers[0];
    assertThatThrownBy(() -> load(numbers))
        .hasMessageContaining("its labels are real numbers, most of them occur once");
  }

  @Test
  void realNumbersAreToldWhereTheyRepeat() throws IOException {
    assertThat(findings(load("0.5", "1.5", "2.5")))
        .containsExactly("a.csv:2: label 0.5 is a real number; 3 of them are taken as classes");
  }

  @Test
  void oneClassIsTold() {
    assertThatThrownBy(() -> load("good", "good "))
        .hasMessageContaining("a.csv: every label is good; expected at least two different labels");
  }

  @Test
  void equalTextsWithTwoLabelsAreTold() throws IOException {
    String csv =
        """
        text,label,part
        same,good,train
        SAME,good,train
        \u00a0same\u200b,bad,train
        a,good,train
        b,bad,train
        e\u0301,bad,train
        c,good,dev
        \u00e9,good,test
        """;
    Path file = Files.writeString(folder.resolve("a.csv"), csv);
    Dataset kept = OwnFiles.load(file, OwnFiles.SPLIT, Validation.WARN);
    assertThat(findings(kept))
        .containsExactly(
            "a.csv:2: its text has label good here, bad in a.csv:4",
            "a.csv:4: its text has label bad here, good in a.csv:2",
            "a.csv:7: its text has label bad here, good in a.csv:9",
            "a.csv:9: its text has label good here, bad in a.csv:7",
            "a.csv:7: train row, in the test split too");
    assertThat(kept.report().dropped()).isZero();
    assertThat(kept.train()).extracting(Example::text).contains("e\u0301", "\u00a0same\u200b");
    Dataset dropped = OwnFiles.load(file, OwnFiles.SPLIT, Validation.DROP);
    assertThat(dropped.train()).extracting(Example::text).containsExactly("SAME", "a", "b");
    assertThat(dropped.test()).hasSize(1);
    assertThatThrownBy(() -> OwnFiles.load(file, OwnFiles.SPLIT, Validation.STRICT))
        .hasMessageContaining("4 text with two labels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00a0 \u200b", "\u2800", "\ufeff", "\u3000", "\u00ad"})
  void aTextWithoutAVisibleCharacterIsEmpty(String text) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.csv"),
            "text,label,part\n%s,1,train\na,0,train\nb,1,train\nc,1,dev\nd,1,test\n"
                .formatted(text));
    assertThat(findings(OwnFiles.load(file, OwnFiles.SPLIT, Validation.WARN)))
        .containsExactly("a.csv:2: empty text");
  }

  @Test
  void splitsAreReadThroughSpacesOfAnyKind() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.csv"),
            "text,label,part\na,0,train\u00a0\nb,1,\u200btrain\nc,1,dev\u202f\nd,1,test\n");
    Dataset data = OwnFiles.load(file, OwnFiles.SPLIT, Validation.STRICT);
    assertThat(List.of(data.train().size(), data.validation().size())).containsExactly(2, 1);
  }
}
