package io.sparing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.sources.Source;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped manifests, and how models are named. */
class ModelsTest {

  static Stream<ModelManifest> runnable() {
    return Models.known().values().stream()
        .filter(m -> Families.architectures().contains(m.architecture()));
  }

  @ParameterizedTest
  @MethodSource("runnable")
  void aManifestsParametersAreThoseOfItsSizes(ModelManifest manifest) {
    assertThat(manifest.parameters()).isEqualTo(manifest.configuration().parameters());
  }

  @ParameterizedTest
  @ValueSource(strings = {"flan-t5-small", "SmolLM2-360M-Instruct"})
  void othersAreDescribedAndRefused(String name) {
    ModelManifest manifest = Models.find(name);
    assertThatThrownBy(() -> Encoders.load(manifest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot run %s: its architecture %s is not implemented yet; known: %s",
            manifest.name(), manifest.architecture(), String.join(", ", Families.architectures()));
  }

  static Stream<ModelManifest> pinned() {
    return Models.known().values().stream().filter(m -> m.source() instanceof PinnedSource);
  }

  /** A wrong size would refuse the right file: the weights are of 2 or 4 bytes, and little else. */
  @ParameterizedTest
  @MethodSource("pinned")
  void aPinnedFileIsAsLargeAsItsParameters(ModelManifest manifest) {
    PinnedSource source = (PinnedSource) manifest.source();
    Source weights = source.files().get(FolderSource.WEIGHTS);
    int bytes = manifest.architecture().equals("llama") ? Short.BYTES : Float.BYTES;
    assertThat((double) weights.bytes() / (manifest.parameters() * bytes)).isBetween(1.0, 1.015);
    assertThat(source.files()).containsKey(FolderSource.TOKENIZER);
    assertThat(weights.address().orElseThrow().toString())
        .startsWith("https://huggingface.co/%s/resolve/".formatted(manifest.huggingFace()));
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
