package io.sparing.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChoiceTest {

  private enum Colour {
    RED,
    BLUE
  }

  @Test
  void aConstantIsFoundByItsNameInAnyCase() {
    assertThat(Choice.find(Colour.class, "colour", "red")).isEqualTo(Colour.RED);
    assertThat(Choice.find(Colour.class, "colour", "Blue")).isEqualTo(Colour.BLUE);
    assertThat(Choice.text(Colour.BLUE)).isEqualTo("blue");
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    assertThatThrownBy(() -> Choice.find(Colour.class, "colour", "grue\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown colour: grue\\n; known: red, blue");
  }
}
