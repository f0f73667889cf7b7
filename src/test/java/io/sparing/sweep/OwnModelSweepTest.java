package io.sparing.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparing.model.TinyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of one's own are looked at when a sweep is read, before anything runs. */
class OwnModelSweepTest {

  @TempDir private Path folder;

  private Sweep sweep() {
    return Sweeps.parse(
        Sweeps.HEADER
            + """
            blocks:
              - {strategy: linear-probe, model: %s, max_length: 16}
            """
                .formatted(folder));
  }

  private void refused(String words) {
    assertThatThrownBy(this::sweep)
        .isInstanceOf(InvalidSweepException.class)
        .hasMessageContaining("small.yaml:5: ")
        .hasMessageContaining(words);
  }

  @Test
  void aSoundOneIsTaken() throws IOException {
    TinyFolder.write(folder, "bert");
    assertThat(sweep().trials()).hasSize(1);
  }

  @Test
  void headersOfWeightsAreReadWhenTheSweepIs() throws IOException {
    TinyFolder.write(folder, "bert");
    byte[] weights = Files.readAllBytes(folder.resolve("model.safetensors"));
    weights[3] = 1;
    Files.write(folder.resolve("model.safetensors"), weights);
    refused("Invalid " + folder.resolve("model.safetensors") + ": ");
  }

  @Test
  void vocabulariesBeyondTheTableAreRefusedWhenTheSweepIsRead() throws IOException {
    TinyFolder.write(folder, "distilbert");
    Path words = folder.resolve("vocab.txt");
    Files.writeString(words, Files.readString(words) + "more\neven more\nthe most\n");
    refused("it has token ids up to 62 (the most); the embedding table has 60 rows");
  }

  @Test
  void aTokenizerThatIsNoneIsRefusedWhenTheSweepIsRead() throws IOException {
    TinyFolder.write(folder, "roberta");
    Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"vocab\": 3}}");
    refused("Invalid tokenizer of " + folder + ": expected the form of tokenizer.json");
  }
}
