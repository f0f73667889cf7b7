package io.sparing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.sources.Source;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelManifestParserTest {

  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final String REVISION = "0123456789".repeat(4);
  private static final String PINNED =
      """
      source:
        address: https://example.org/{revision}/{file}
        revision: %s
        files:
          model.safetensors: {sha256: %s, size: 12}
          tokenizer.json: {sha256: %s, size: 34}
        hugging_face: some/model
      """
          .formatted(REVISION, SHA, SHA);
  private static final String REST =
      """
      name: mine
      description: for the test
      architecture: roberta
      licence: MIT
      parameters: 1000
      layers: 2
      hidden: 16
      heads: 2
      intermediate: 32
      vocabulary: 60
      max_length: 38
      first_position: 2
      token_types: 1
      layer_norm_epsilon: 1.0e-5
      pooling: cls
      text_prefix: "query: "
      """;

  private static ModelManifest parse(String yaml) {
    return ModelManifestParser.parse(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "mine.yaml");
  }

  private static void refused(String yaml, String message) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aPinnedAddressIsRead() {
    assertThat(parse(REST + PINNED))
        .isEqualTo(
            new ModelManifest(
                "mine",
                "for the test",
                "roberta",
                new PinnedSource(
                    Map.of(
                        "model.safetensors",
                        source("model.safetensors", 12),
                        "tokenizer.json",
                        source("tokenizer.json", 34))),
                "MIT",
                1000,
                new EncoderConfiguration(2, 16, 2, 32, 60, 38, 2, 1, 1e-5),
                0,
                "cls",
                "query: ",
                "some/model"));
  }

  private static Source source(String file, long bytes) {
    return Source.of(
        "models/mine/" + file, "https://example.org/%s/%s".formatted(REVISION, file), SHA, bytes);
  }

  @Test
  void aFolderAndAnArtefactAreSources() {
    assertThat(parse(REST + "source: {folder: /a/b, hugging_face: some/model}\n").source())
        .isEqualTo(new FolderSource(Path.of("/a/b")));
    String artefact = "source: {artefact: a:b, weights: w, tokenizer: t, hugging_face: c/d}\n";
    assertThat(parse(REST + artefact).source()).isEqualTo(new ArtefactSource("a:b", "w", "t"));
  }

  @Test
  void anAddressPinsARevisionAndFiles() {
    refused(
        (REST + PINNED).replaceAll("  files:\n.*\n.*\n", ""), "Invalid files in mine.yaml: null");
    refused(
        (REST + PINNED).replaceAll("  revision: .*\n", ""), "Invalid revision in mine.yaml: null");
    refused(
        (REST + PINNED).replaceAll("files:\n.*\n.*\n", "files: {}\n"),
        "Failed to parse mine.yaml: Invalid pinned files: []; expected model.safetensors, and"
            + " tokenizer.json or vocab.txt");
  }

  @Test
  void weightsAndATokenizerMustBePinned() {
    String expected = "; expected model.safetensors, and tokenizer.json or vocab.txt";
    refused(
        (REST + PINNED).replace("model.safetensors:", "model.bin:"),
        "Failed to parse mine.yaml: Invalid pinned files: [model.bin, tokenizer.json]" + expected);
    refused(
        (REST + PINNED).replace("tokenizer.json:", "tokenizer_config.json:"),
        "Failed to parse mine.yaml: Invalid pinned files: [model.safetensors,"
            + " tokenizer_config.json]"
            + expected);
    assertThat(parse((REST + PINNED).replace("tokenizer.json:", "vocab.txt:")).source().pinned())
        .hasSize(2);
  }

  @Test
  void aPinThatCouldNotBeKeptIsNamed() {
    String file = "models/mine/model.safetensors";
    refused(
        (REST + PINNED).replace(SHA, "abc"),
        "Failed to parse mine.yaml: Invalid SHA-256 of %s: abc; expected ".formatted(file));
    refused(
        (REST + PINNED).replace("size: 12", "size: 0"),
        "Failed to parse mine.yaml: Invalid size of %s: 0; expected ".formatted(file));
    refused((REST + PINNED).replace("size: 12", "size: 1.5"), "Invalid size in mine.yaml: 1.5");
    refused(
        (REST + PINNED).replace("model.safetensors:", "../model.safetensors:"),
        "Failed to parse mine.yaml: Invalid source path: models/mine/../model.safetensors; ");
    refused(
        (REST + PINNED).replaceAll("model.safetensors: .*", "model.safetensors: 12"),
        "Invalid files in mine.yaml: " + file);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    refused(REST, "Invalid source in mine.yaml: null");
    refused(REST + PINNED + "size: 3\n", "Unknown key in mine.yaml: size; known: name, ");
    refused(
        (REST + PINNED).replace("https:", "http:"),
        "Invalid address in mine.yaml: http://example.org/{revision}/{file}");
    refused((REST + PINNED).replace(REVISION, "main"), "Invalid revision in mine.yaml: main");
    refused(
        (REST + PINNED).replace("layers: 2", "layers: two"), "Invalid layers in mine.yaml: two");
    refused(
        (REST + PINNED).replace("pooling: cls", "pooling: max"),
        "Unknown pooling: max of model mine; known: mean, cls");
    refused("- a", "Invalid manifest mine.yaml: no keys");
    refused("a: [", "Failed to parse mine.yaml: ");
  }
}
