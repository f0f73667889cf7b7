package io.sparing.plan;

import static io.sparing.trial.TrialSpecs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.trial.TrialSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreparationsTest {

  private static final Map<String, Object> DISTILLATION =
      Map.of("strategy", "distillation", "teacher", "bge-small");

  @Test
  void oneTrialStandsForAllThatShareDataModelLengthAndTeacher() {
    TrialSpec first = spec(Map.of());
    TrialSpec longer = spec(Map.of("max_length", 64));
    TrialSpec other = spec(Map.of("model", "bge-small"));
    TrialSpec pairs = spec(Map.of("dataset", "wordnet-pairs"));
    TrialSpec taught = spec(DISTILLATION);
    List<TrialSpec> trials =
        List.of(
            first,
            spec(Map.of("seed", 1)),
            longer,
            spec(Map.of("max_length", 64, "strategy", "full")),
            other,
            pairs,
            taught,
            spec(Map.of("number_format", "int8")));
    Preparations preparations = new Preparations(trials);
    assertThat(preparations.trials()).containsExactly(first, longer, other, pairs, taught);
    assertThat(trials.stream().map(preparations::of))
        .containsExactly(first, first, longer, longer, other, pairs, taught, first);
    TrialSpec unknown = spec(Map.of("max_length", 8));
    assertThatThrownBy(() -> preparations.of(unknown)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itAsksForAsManyRowsAsAnyOfThem() {
    TrialSpec few = spec(Map.of("train_examples", 8, "test_examples", 900));
    TrialSpec all = spec(Map.of("train_examples", 0, "seed", 1));
    TrialSpec many = spec(Map.of("train_examples", 700, "seed", 2));
    Preparations preparations = new Preparations(List.of(few, all, many));
    TrialSpec standing = few.withExamples(700, 900);
    assertThat(preparations.trials()).containsExactly(standing);
    assertThat(preparations.of(many)).isEqualTo(standing);
  }
}
