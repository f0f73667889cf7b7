package io.sparing.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelSizeTest {

  static Stream<ModelManifest> known() {
    return Models.known().values().stream();
  }

  @ParameterizedTest
  @MethodSource("known")
  void aKnownModelHasTheSizeOfItsManifest(ModelManifest manifest) {
    ModelSize size = ModelSize.of(manifest.name());
    assertThat(size.millions()).isEqualTo(manifest.parameters() / 1e6, within(0.1));
    assertThat(size.hidden()).isEqualTo(manifest.hidden());
    // T5 has as many layers of decoder as of encoder.
    int stacks = manifest.architecture().equals("t5") ? 2 : 1;
    assertThat(size.layers()).isEqualTo(stacks * manifest.layers());
  }

  @Test
  void anUnknownModelIsTakenForBertBase() {
    assertThat(ModelSize.of("/my/model")).isEqualTo(ModelSize.of("bert-base"));
  }
}
