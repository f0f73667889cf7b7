package io.sparing.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void whatATerminalObeysAndWhatNobodySeesIsWrittenOut() {
    assertThat(Printable.of("a\u001b[31mb\u0000\n\r\t")).isEqualTo("a\\u001b[31mb\\u0000\\n\\r\\t");
    assertThat(Printable.of("x\u00a0y\u200b\ufeff\u202e\u2028"))
        .isEqualTo("x\\u00a0y\\u200b\\ufeff\\u202e\\u2028");
    assertThat(Printable.of("\ud83d \uffff \udb40\udc01")).isEqualTo("\\ud83d \\uffff \\u{e0001}");
  }

  @Test
  void lettersOfAnyScriptStay() {
    assertThat(Printable.of("größer 'thé' 東京 😀 \\d")).isEqualTo("größer 'thé' 東京 😀 \\d");
  }

  @Test
  void aLongValueIsShortenedInItsMiddle() {
    assertThat(Printable.of("abcdefghijkl", 12)).isEqualTo("abcdefghijkl");
    assertThat(Printable.of("abcdefghijklm", 12)).isEqualTo("abcdefgh…jklm");
    assertThat(Printable.of("😀".repeat(200), 9)).isEqualTo("😀".repeat(6) + "…" + "😀".repeat(3));
    assertThat(Printable.of("x".repeat(1000))).hasSize(121);
    assertThat(Printable.of(null)).isEqualTo("null");
  }

  @Property
  void nothingThatIsShownIsAControlCharacter(@ForAll String value) {
    assertThat(Printable.escape(value).codePoints()).noneMatch(Character::isISOControl);
  }
}
