package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterTest {

  private static final Parameter RANK = Parameter.integer("rank", 1, 5000, 8L, "rank");
  private static final Parameter RATE = Parameter.number("rate", 0, 1, 0.5, "rate");
  private static final Parameter MODE = Parameter.text("mode", List.of("a", "b"), "a", "mode");
  private static final Parameter FREE = Parameter.text("free", List.of(), "", "anything");
  private static final Parameter SET =
      Parameter.texts("set", List.of("query", "key", "value"), List.of("query"), "set");

  @Test
  void wholeNumbers() {
    for (Object raw : List.of(16, 16L, 16.0, "16", " 16 ")) {
      assertThat(RANK.parse(raw)).as(raw.getClass().getSimpleName()).isEqualTo(16L);
    }
    assertThat(RANK.parse("1_000")).isEqualTo(1000L);
  }

  @Test
  void numbers() {
    for (Object raw : List.of(1, 1L, 1.0, "1", "1e0")) {
      assertThat(RATE.parse(raw)).as(raw.getClass().getSimpleName()).isEqualTo(1.0);
    }
    assertThat(RATE.parse(1e-5)).isEqualTo(1e-5);
  }

  @Test
  void texts() {
    assertThat(MODE.parse(" B ")).isEqualTo("b");
    assertThat(FREE.parse("c")).isEqualTo("c");
  }

  @Test
  void setsComeInTheOrderOfTheChoicesWithoutRepetition() {
    List<String> expected = List.of("query", "value");
    assertThat(SET.parse(List.of("value", "query"))).isEqualTo(expected);
    assertThat(SET.parse("value + query")).isEqualTo(expected);
    assertThat(SET.parse("value+query+value")).isEqualTo(expected);
    assertThat(SET.parse("key")).isEqualTo(List.of("key"));
    assertThat(SET.parse(List.of("Value", "QUERY"))).isEqualTo(expected);
    assertThat(SET.parse("Query+VALUE")).isEqualTo(expected);
  }

  @Test
  void whatDoesNotFitIsRefusedWithWhatWasExpected() {
    refused(RANK, "x", "Invalid rank: x; expected a whole number");
    refused(RANK, 4.5, "Invalid rank: 4.5; expected a whole number");
    refused(RANK, true, "Invalid rank: true; expected a whole number");
    refused(RANK, 1e20, "Invalid rank: 1.0E20; expected a whole number");
    refused(RANK, 0, "Invalid rank: 0; expected a whole number of at least 1");
    refused(RANK, 5001, "Invalid rank: 5001; expected a whole number of at most 5000");
    refused(
        RANK,
        "99999999999999999999",
        "Invalid rank: 99999999999999999999; expected a whole number of at most 5000");
    refused(RATE, "", "Invalid rate: ; expected a number");
    refused(RATE, 1.5, "Invalid rate: 1.5; expected a number from 0.0 to 1.0");
    refused(RATE, Double.NaN, "Invalid rate: NaN; expected a number from 0.0 to 1.0");
    refused(MODE, "c", "Invalid mode: c; expected one of a, b");
    refused(SET, "query+quary", "Invalid set: query+quary; expected some of query, key, value");
    refused(SET, List.of(), "Invalid set: []; expected some of query, key, value");
    refused(SET, "+", "Invalid set: +; expected some of query, key, value");
  }

  private static void refused(Parameter parameter, Object raw, String message) {
    assertThatThrownBy(() -> parameter.parse(raw))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aBooleanIsTrueOrFalse() {
    Parameter parameter = Parameter.bool("flag", false, "a flag");
    assertThat(parameter.parse("True")).isEqualTo(true);
    assertThat(parameter.parse(false)).isEqualTo(false);
    assertThatThrownBy(() -> parameter.parse("yes"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid flag: yes; expected true or false");
  }
}
