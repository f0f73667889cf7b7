package io.sparing.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        ' ', '\t', '\n', '\r', 0, 0x1b, 0x85, 0xa0, 0xad, 0x1680, 0x2000, 0x2007, 0x200b, 0x200d,
        0x200e, 0x2028, 0x202e, 0x202f, 0x205f, 0x2060, 0x2800, 0x3000, 0x3164, 0xfeff, 0xe0001
      })
  void whatIsNotSeenGoesFromBothEnds(int point) {
    String space = Character.toString(point);
    assertThat(CleanText.of(space + "good" + space + space)).isEqualTo("good");
    assertThat(CleanText.of(space)).isEmpty();
    assertThat(CleanText.blank(space + " " + space)).isTrue();
    assertThat(CleanText.blank(space + "x")).isFalse();
  }

  @Test
  void lettersAreComposedAndTheInsideOfATextStays() {
    assertThat(CleanText.of("cafe\u0301")).isEqualTo("caf\u00e9");
    assertThat(CleanText.of("very\u00a0good")).isEqualTo("very\u00a0good");
  }

  @Test
  void insideANameSpacesArePlainAndMarksGo() {
    assertThat(CleanText.ofName("very\u00a0good")).isEqualTo("very good");
    assertThat(CleanText.ofName("go\u200bod")).isEqualTo("good");
    assertThat(CleanText.ofName("good\u001b[31m\nX ")).isEqualTo("good [31m X");
    assertThat(CleanText.ofName("\u00a0cafe\u0301")).isEqualTo("caf\u00e9");
  }

  @Test
  void joinersAndFormsOfSymbolsStay() {
    assertThat(CleanText.ofName("می\u200cخواهم")).isEqualTo("می\u200cخواهم");
    assertThat(CleanText.ofName("❤\ufe0f")).isEqualTo("❤\ufe0f");
    assertThat(CleanText.holdsHidden("می\u200cخواهم")).isFalse();
    assertThat(CleanText.of("\u0600\u0661")).isEqualTo("\u0600\u0661");
  }

  @Test
  void hiddenCharactersInsideAreKnown() {
    assertThat(CleanText.holdsHidden("a\nb")).isTrue();
    assertThat(CleanText.holdsHidden("a\u202eb")).isTrue();
    assertThat(CleanText.holdsHidden("a\u2028b")).isTrue();
    assertThat(CleanText.holdsHidden(" good\n")).isFalse();
    assertThat(CleanText.holdsHidden("very\u00a0good")).isFalse();
  }

  @Property
  void cleaningTwiceIsCleaningOnce(@ForAll String text) {
    String clean = CleanText.of(text);
    assertThat(CleanText.of(clean)).isEqualTo(clean);
    String name = CleanText.ofName(text);
    assertThat(CleanText.ofName(name)).isEqualTo(name);
  }
}
