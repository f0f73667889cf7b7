package io.sparing.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatasetsTest {

  @Test
  void everyNameHasItsManifest() {
    assertThat(Datasets.known().keySet()).containsExactlyElementsOf(Datasets.NAMES);
    Datasets.known().forEach((name, manifest) -> assertThat(manifest.name()).isEqualTo(name));
  }

  @Test
  void labelsAreDescribedInPlainWords() {
    Datasets.known()
        .values()
        .forEach(
            manifest ->
                assertThat(manifest.labelDescriptions().values())
                    .doesNotHaveDuplicates()
                    .allSatisfy(words -> assertThat(words).doesNotContain("_", "?")));
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    assertThatThrownBy(() -> Datasets.find("imagenet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown dataset: imagenet; known: " + String.join(", ", Datasets.NAMES));
    assertThatThrownBy(() -> Datasets.load("imagenet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Unknown dataset: imagenet");
  }
}
