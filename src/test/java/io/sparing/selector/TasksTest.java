package io.sparing.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.data.Datasets;
import org.junit.jupiter.api.Test;

class TasksTest {

  @Test
  void everyKnownDataSetHasTheTaskOfItsManifest() {
    Datasets.known()
        .forEach((name, manifest) -> assertThat(Tasks.of(name)).isEqualTo(manifest.task().text()));
    assertThat(Tasks.of("/my/own.csv")).isEqualTo("/my/own.csv");
  }
}
