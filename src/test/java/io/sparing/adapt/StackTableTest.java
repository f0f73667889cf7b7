package io.sparing.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which two strategies can be stacked. */
class StackTableTest {

  private static final List<String> NAMES =
      List.of(
          "full",
          "linear-probe",
          "bitfit",
          "lora",
          "qlora",
          "adalora",
          "ia3",
          "adapter",
          "prompt",
          "freeze",
          "adaptive-freeze",
          "qat",
          "distillation",
          "zero-shot",
          "few-shot",
          "ln-tuning",
          "lora-fa",
          "vera",
          "neighbours");

  /** A row a strategy, a column for each in the order of the rows: y where the two can be. */
  @ParameterizedTest
  @CsvSource({
    "full,            . . . . . . . . . . . . . . . . . . .",
    "linear-probe,    . . . . . . . . . . . . . . . . . . .",
    "bitfit,          . . . y . y y y y . . . . . . . y y .",
    "lora,            . . y . . . y y y . . . . . . y . . .",
    "qlora,           . . . . . . y y y . . . . . . y . . .",
    "adalora,         . . y . . . y y y . . . . . . y . . .",
    "ia3,             . . y y y y . y y . . . . . . y y y .",
    "adapter,         . . y y y y y . y . . . . . . y y y .",
    "prompt,          . . y y y y y y . . . . . . . y y y .",
    "freeze,          . . . . . . . . . . . . . . . . . . .",
    "adaptive-freeze, . . . . . . . . . . . . . . . . . . .",
    "qat,             . . . . . . . . . . . . . . . . . . .",
    "distillation,    . . . . . . . . . . . . . . . . . . .",
    "zero-shot,       . . . . . . . . . . . . . . . . . . .",
    "few-shot,        . . . . . . . . . . . . . . . . . . .",
    "ln-tuning,       . . . y y y y y y . . . . . . . y y .",
    "lora-fa,         . . y . . . y y y . . . . . . y . . .",
    "vera,            . . y . . . y y y . . . . . . y . . .",
    "neighbours,      . . . . . . . . . . . . . . . . . . ."
  })
  void twoStrategiesGoTogetherOrAreRefused(String name, String row) {
    List<String> marks = Arrays.asList(row.split(" "));
    assertThat(marks).hasSameSizeAs(NAMES);
    for (int i = 0; i < NAMES.size(); i++) {
      String other = NAMES.get(i);
      if (marks.get(i).equals("y")) {
        assertThat(Strategies.find(name + "+" + other).name().split("\\+"))
            .containsExactlyInAnyOrder(name, other);
      } else if (!name.equals(other)) {
        refused(name, other);
      }
    }
  }

  private static void refused(String name, String other) {
    assertThatThrownBy(() -> Strategies.find(name + "+" + other))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith("Cannot stack ")
        .contains(name, other, ", because ", "; to run one after the other write [[");
  }
}
