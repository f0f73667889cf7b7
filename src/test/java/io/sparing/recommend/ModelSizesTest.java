package io.sparing.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.needs.ModelSize;
import io.sparing.selector.Choice;
import io.sparing.selector.PapersRules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelSizesTest {

  static Stream<ModelManifest> known() {
    return Models.known().values().stream();
  }

  @ParameterizedTest
  @MethodSource("known")
  void aKnownModelHasTheSizeOfItsManifest(ModelManifest manifest) {
    ModelSize size = ModelSizes.of(manifest.name());
    assertThat(size.parameters()).isEqualTo(manifest.parameters());
    assertThat(size.hidden()).isEqualTo(manifest.hidden());
    assertThat(size.layers()).isBetween(manifest.layers(), 2 * manifest.layers());
  }

  @Test
  void layersOfEncoderAndDecoderAreCounted() {
    assertThat(ModelSizes.of("flan-t5-small").layers()).isEqualTo(16);
    assertThat(ModelSizes.of("smollm2-135m-instruct").layers()).isEqualTo(30);
  }

  @Test
  void everyModelThatThePapersNameHasASizeOfItsOwn() {
    List<String> models =
        PapersRules.rules().rules().stream()
            .flatMap(rule -> rule.steps().stream())
            .map(step -> step.choice())
            .map(Choice::model)
            .distinct()
            .toList();
    assertThat(models).contains("bert-base", "distilbert-base-uncased");
    assertThat(models.stream().map(ModelSizes::of)).doesNotHaveDuplicates();
  }

  @Test
  void anUnknownModelIsTakenForBertBase() {
    assertThat(ModelSizes.of("/my/model")).isEqualTo(ModelSizes.of("bert-base"));
    assertThat(ModelSizes.of("bert-base").parameters()).isEqualTo(110_000_000);
  }
}
