package io.sparing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
            "Cannot load roberta-base: its manifest pins no revision, SHA-256 and sizes, so that it"
                + " is not downloaded; put its Hugging Face folder at models/roberta-base in a"
                + " folder and name that in SPARING_MIRROR, or write model: path/to/folder");
  }

  @Test
  void aMirrorFolderHasModelsByName(@TempDir Path mirror) throws IOException {
    TinyFolder.write(mirror.resolve("models/roberta-base"), "roberta");
    String mirrors = String.join(File.pathSeparator, List.of("/nowhere", mirror.toString()));
    assertThat(AddressSource.mirrored("roberta-base", mirrors))
        .hasValue(new FolderSource(mirror.resolve("models/roberta-base")));
    assertThat(AddressSource.mirrored("bert-base-uncased", mirrors)).isEmpty();
    assertThat(AddressSource.mirrored("roberta-base", null)).isEmpty();
  }

  @Test
  void aFileIsComparedWithItsPin(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("model.safetensors"), "abc");
    String sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    pinned(sha256, 3).check(file, "mine");
    pinned(sha256, 4).check(folder.resolve("other"), "mine");
    assertThatThrownBy(() -> pinned(sha256, 4).check(file, "mine"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Invalid %s: 3 bytes of SHA-256 %s; the manifest of mine has 4 bytes of %s",
            file, sha256, sha256);
    assertThatThrownBy(() -> pinned("00", 3).check(file, "mine")).isInstanceOf(IOException.class);
  }

  private static AddressSource pinned(String sha256, long size) {
    Map<String, AddressSource.Pin> files =
        Map.of("model.safetensors", new AddressSource.Pin(sha256, size));
    return new AddressSource("https://example.org/{file}", Optional.of("1"), files);
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
