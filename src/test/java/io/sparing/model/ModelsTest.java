package io.sparing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped manifests, and how models are named. */
class ModelsTest {

  static Stream<ModelManifest> runnable() {
    return Models.known().values().stream().filter(m -> Architectures.has(m.architecture()));
  }

  @ParameterizedTest
  @MethodSource("runnable")
  void aManifestsParametersAreThoseOfItsSizes(ModelManifest manifest) {
    assertThat(manifest.parameters()).isEqualTo(EncoderShapes.parameters(manifest.configuration()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"flan-t5-small", "SmolLM2-360M-Instruct"})
  void othersAreDescribedAndRefused(String name) {
    ModelManifest manifest = Models.find(name);
    assertThatThrownBy(() -> Encoders.load(manifest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot run %s: its architecture %s is not implemented yet; known: bert, distilbert,"
                + " roberta",
            manifest.name(), manifest.architecture());
  }

  @Test
  void whatIsPinnedNowhereIsNotDownloaded() {
    assertThatThrownBy(() -> Encoders.load(Models.find("roberta-base")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot resolve models/roberta-base from mirrors []: expected its Hugging Face folder,"
                + " found none; its manifest pins no revision, SHA-256 and sizes of"
                + " https://huggingface.co/FacebookAI/roberta-base/resolve/{revision}/{file}, so"
                + " that nothing is downloaded: put the folder into a mirror folder as"
                + " models/roberta-base and name that with --mirror or SPARING_MIRROR, or write"
                + " model: path/to/folder");
  }

  @Test
  void aModelIsWrittenAsANameOrAsAPath() {
    assertThat(Models.canonical("MiniLM-L6")).isEqualTo("minilm-l6");
    assertThat(Models.canonical("/some/Where")).isEqualTo("/some/Where");
    assertThat(Models.canonical("src")).isEqualTo("./src");
    assertThatThrownBy(() -> Models.canonical("gpt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown model: gpt; known: " + String.join(", ", Models.known().keySet()));
  }
}
