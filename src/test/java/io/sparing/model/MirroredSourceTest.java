package io.sparing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.sources.SourceException;
import io.sparing.sources.SourceFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose manifests pin nothing: their folders in mirrors. */
class MirroredSourceTest {

  private static final String NAME = "roberta-base";

  private final ModelManifest manifest = Models.find(NAME);

  @TempDir private Path folder;

  private Path mirror;

  @BeforeEach
  void createMirror() throws IOException {
    mirror = Files.createDirectory(folder.resolve("mirror"));
  }

  private SourceFolders folders(Path... mirrors) {
    return new SourceFolders(folder.resolve("cache"), List.of(mirrors));
  }

  private Path own() {
    return mirror.resolve("models").resolve(NAME);
  }

  @Test
  void theFirstMirrorThatHasTheModelGivesItsFiles() throws IOException {
    TinyFolder.write(own(), "roberta");
    SourceFolders folders = folders(folder.resolve("nowhere"), folder, mirror);
    assertThat(manifest.source().refusal(NAME, folders)).isEmpty();
    assertThat(manifest.source().weights(NAME, folders))
        .isEqualTo(own().resolve("model.safetensors"));
    try (InputStream tokenizer = ModelFiles.tokenizer(manifest, folders)) {
      assertThat(tokenizer).hasBinaryContent(Files.readAllBytes(own().resolve("tokenizer.json")));
    }
    assertThat(Models.find("bert-base-uncased").source().refusal("bert-base-uncased", folders))
        .get()
        .asString()
        .startsWith("Cannot resolve models/bert-base-uncased from mirrors [")
        .contains("its manifest pins no revision");
  }

  @Test
  void aSystemPropertyNamesTheMirror() throws IOException {
    TinyFolder.write(own(), "roberta");
    System.setProperty("sparing.mirror", mirror.toString());
    try {
      assertThat(ModelFiles.weights(manifest)).startsWith(own());
      assertThat(ModelFiles.sha256(manifest)).hasSize(64);
    } finally {
      System.clearProperty("sparing.mirror");
    }
    assertThatThrownBy(() -> ModelFiles.weights(manifest)).hasMessageContaining("pins no revision");
  }

  @Test
  void aFolderThatLacksAFileIsNamed() throws IOException {
    TinyFolder.write(own(), "roberta");
    Files.delete(own().resolve("tokenizer.json"));
    assertThat(manifest.source().refusal(NAME, folders(mirror)))
        .hasValue(
            "Cannot load roberta-base: the folder %s has no tokenizer.json or vocab.txt"
                .formatted(own()));
  }

  @Test
  void aLinkOutOfTheMirrorIsRefused() throws IOException {
    Path outside = folder.resolve("outside");
    TinyFolder.write(outside, "roberta");
    Files.createDirectory(mirror.resolve("models"));
    Files.createSymbolicLink(own(), outside);
    refusesLink("models/roberta-base", own());
    Files.delete(own());
    TinyFolder.write(own(), "roberta");
    Path weights = own().resolve("model.safetensors");
    Files.delete(weights);
    Files.createSymbolicLink(weights, outside.resolve("model.safetensors"));
    refusesLink("models/roberta-base/model.safetensors", weights);
  }

  @Test
  void aLinkWithinTheMirrorIsFine() throws IOException {
    TinyFolder.write(mirror.resolve("snapshots/one"), "roberta");
    Files.createDirectory(mirror.resolve("models"));
    Files.createSymbolicLink(own(), mirror.resolve("snapshots/one"));
    assertThat(manifest.source().refusal(NAME, folders(mirror))).isEmpty();
  }

  private void refusesLink(String path, Path place) {
    String message =
        "Cannot resolve %s from %s: expected a file below %s, found a link that leads out of"
                .formatted(path, place, mirror)
            + " it or nowhere; put the file itself there";
    assertThat(manifest.source().refusal(NAME, folders(mirror))).hasValue(message);
    assertThatThrownBy(() -> manifest.source().weights(NAME, folders(mirror)))
        .isInstanceOf(SourceException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> ModelFiles.tokenizer(manifest, folders(mirror)))
        .isInstanceOf(SourceException.class)
        .hasMessage(message);
  }
}
