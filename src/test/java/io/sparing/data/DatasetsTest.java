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
  void anUnknownNameListsTheKnownOnes() {
    assertThatThrownBy(() -> Datasets.find("imagenet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown dataset: imagenet; known: wordnet-topic, wordnet-pairs, sst-2, mrpc, qnli,"
                + " ag-news, squad-2, glue-sst-2, glue-mrpc, glue-qnli, ag-news-120k, squad-2-full");
    assertThatThrownBy(() -> Datasets.load("imagenet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Unknown dataset: imagenet");
  }
}
