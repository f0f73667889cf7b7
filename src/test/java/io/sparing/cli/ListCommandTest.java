package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.model.ModelManifest;
import io.sparing.model.ModelSource;
import io.sparing.model.Models;
import io.sparing.sources.SourceFolders;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListCommandTest {

  /** Files that cannot be had. */
  private static final class Absent implements ModelSource {

    @Override
    public Optional<String> refusal(String model, SourceFolders folders) {
      return Optional.of("Cannot find weights of " + model);
    }

    @Override
    public Path weights(String model, SourceFolders folders) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String sha256(String model, SourceFolders folders) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InputStream tokenizer(String model, SourceFolders folders) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void whyAModelDoesNotRunIsSaid() {
    ModelManifest like = Models.find("minilm-l6");
    ModelManifest absent =
        new ModelManifest(
            "mine",
            like.description(),
            like.architecture(),
            new Absent(),
            like.licence(),
            like.parameters(),
            like.configuration(),
            like.decoderLayers(),
            like.pooling(),
            like.textPrefix(),
            like.huggingFace());
    SourceFolders folders = new SourceFolders(Path.of("cache"), List.of());
    assertThat(ListCommand.runsHere(like, folders)).isEqualTo("yes");
    assertThat(ListCommand.runsHere(absent, folders)).isEqualTo("no: Cannot find weights of mine");
  }
}
