package io.sparing.model;

import io.sparing.sources.SourceFolders;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder as Hugging Face lays it out: {@code config.json}, {@code model.safetensors} and {@code
 * tokenizer.json} or {@code vocab.txt}.
 */
record FolderSource(Path folder) implements ModelSource {

  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.safetensors";
  static final String TOKENIZER = "tokenizer.json";
  static final String VOCABULARY = "vocab.txt";
  static final String TOKENIZER_CONFIG = "tokenizer_config.json";

  @Override
  public Optional<String> refusal(String model, SourceFolders folders) {
    return refusal(model);
  }

  /** Why the folder is none of a model; empty if it is one. */
  Optional<String> refusal(String model) {
    if (!Files.isDirectory(folder)) {
      return Optional.of("Cannot load %s: %s is no folder".formatted(model, folder));
    }
    if (!Files.isRegularFile(folder.resolve(WEIGHTS))) {
      return Optional.of(absent(model, WEIGHTS));
    }
    return Files.isRegularFile(folder.resolve(TOKENIZER))
            || Files.isRegularFile(folder.resolve(VOCABULARY))
        ? Optional.empty()
        : Optional.of(absent(model, TOKENIZER + " or " + VOCABULARY));
  }

  private String absent(String model, String what) {
    return "Cannot load %s: the folder %s has no %s".formatted(model, folder, what);
  }

  @Override
  public Path weights(String model, SourceFolders folders) throws IOException {
    refuse(model);
    return folder.resolve(WEIGHTS);
  }

  @Override
  public String sha256(String model, SourceFolders folders) throws IOException {
    return FileChecksums.of(weights(model, folders));
  }

  @Override
  public InputStream tokenizer(String model, SourceFolders folders) throws IOException {
    refuse(model);
    Path json = folder.resolve(TOKENIZER);
    if (Files.isRegularFile(json)) {
      return Files.newInputStream(json);
    }
    Optional<Path> configuration =
        Optional.of(folder.resolve(TOKENIZER_CONFIG)).filter(Files::isRegularFile);
    return new ByteArrayInputStream(WordPieceJson.of(folder.resolve(VOCABULARY), configuration));
  }

  private void refuse(String model) throws IOException {
    Optional<String> refusal = refusal(model);
    if (refusal.isPresent()) {
      throw new FileNotFoundException(refusal.get());
    }
  }
}
