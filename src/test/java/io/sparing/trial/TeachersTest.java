package io.sparing.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TeachersTest {

  private static final Map<String, Object> STUDENT =
      Map.of(
          "strategy",
          "distillation",
          "teacher",
          "bge-small",
          "learning_rate",
          1e-3,
          "batch_size",
          8,
          "seed",
          3,
          "number_format",
          "int8");

  @Test
  void itIsAFullFineTuningWithTheStudentsOtherSettings() {
    assertThat(Teachers.of(TrialSpecs.spec(STUDENT)))
        .hasValue(
            TrialSpecs.spec(
                Map.of("strategy", "full", "model", "bge-small", "batch_size", 8, "seed", 3)));
  }

  @Test
  void studentsShareItUnlessItWouldBeTrainedOtherwise() {
    Map<String, Object> warmer = new HashMap<>(STUDENT);
    warmer.putAll(Map.of("temperature", 5, "model", "bge-base", "hidden_weight", 0));
    assertThat(Teachers.of(TrialSpecs.spec(warmer)))
        .isEqualTo(Teachers.of(TrialSpecs.spec(STUDENT)));
    warmer.put("epochs", 1);
    assertThat(Teachers.of(TrialSpecs.spec(warmer)))
        .isNotEqualTo(Teachers.of(TrialSpecs.spec(STUDENT)));
  }

  @Test
  void mostTrialsHaveNone() {
    assertThat(Teachers.of(TrialSpecs.spec(Map.of()))).isEmpty();
  }
}
