package io.sparing.model;

import io.sparing.sources.GitLfs;
import io.sparing.sources.SourceFolders;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder as Hugging Face lays it out: {@code config.json}, {@code model.safetensors} or its parts
 * with their index, and {@code tokenizer.json} or {@code vocab.txt}.
 */
record FolderSource(Path folder) implements ModelSource {

  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.safetensors";
  static final String TOKENIZER = "tokenizer.json";
  static final String VOCABULARY = "vocab.txt";
  static final String TOKENIZER_CONFIG = "tokenizer_config.json";

  private static final String ADDED = "added_tokens.json";

  /** Files by which a folder is something else than its weights say. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "adapter_config.json",
          "adapters of PEFT beside a model are not read; merge them first",
          "quantize_config.json",
          "quantized weights are not read",
          "quant_config.json",
          "quantized weights are not read");

  /** Forms of weights that others write. */
  private static final List<String> UNREAD =
      List.of(
          "pytorch_model.bin",
          "pytorch_model.bin.index.json",
          "tf_model.h5",
          "flax_model.msgpack",
          "model.onnx",
          "onnx/model.onnx");

  @Override
  public Optional<String> refusal(String model, SourceFolders folders) {
    return refusal(model);
  }

  /** Returns why the folder is not that of a model; empty if it is. */
  Optional<String> refusal(String model) {
    if (!Files.isDirectory(folder)) {
      return Optional.of("Cannot load %s: %s is no folder".formatted(model, folder));
    }
    for (Map.Entry<String, String> other : OTHERS.entrySet()) {
      if (Files.exists(folder.resolve(other.getKey()))) {
        return Optional.of(
            "Cannot load %s: the folder %s has %s: %s"
                .formatted(model, folder, other.getKey(), other.getValue()));
      }
    }
    if (!there(WEIGHTS) && !there(ShardedWeights.INDEX)) {
      return Optional.of(absent(model, WEIGHTS) + instead());
    }
    return Files.isRegularFile(folder.resolve(TOKENIZER))
            || Files.isRegularFile(folder.resolve(VOCABULARY))
        ? Optional.empty()
        : Optional.of(absent(model, TOKENIZER + " or " + VOCABULARY));
  }

  private boolean there(String file) {
    return Files.isRegularFile(folder.resolve(file));
  }

  /** Returns which other forms of weights there are. */
  private String instead() {
    List<String> found = UNREAD.stream().filter(this::there).toList();
    return found.isEmpty()
        ? ""
        : "; it has %s, which is not read: save the model as safetensors"
            .formatted(String.join(", ", found));
  }

  private String absent(String model, String what) {
    return "Cannot load %s: the folder %s has no %s".formatted(model, folder, what);
  }

  @Override
  public Path weights(String model, SourceFolders folders) throws IOException {
    refuse(model);
    return folder.resolve(there(WEIGHTS) ? WEIGHTS : ShardedWeights.INDEX);
  }

  @Override
  public String sha256(String model, SourceFolders folders) throws IOException {
    Path weights = weights(model, folders);
    return weights.endsWith(ShardedWeights.INDEX)
        ? ShardedWeights.of(weights).sha256()
        : FileChecksums.of(weights);
  }

  @Override
  public InputStream tokenizer(String model, SourceFolders folders) throws IOException {
    refuse(model);
    Path json = folder.resolve(TOKENIZER);
    if (Files.isRegularFile(json)) {
      Optional<String> pointer = GitLfs.refusal(json);
      if (pointer.isPresent()) {
        throw new IllegalArgumentException(pointer.get());
      }
      return Files.newInputStream(json);
    }
    Optional<Path> configuration =
        Optional.of(folder.resolve(TOKENIZER_CONFIG)).filter(Files::isRegularFile);
    return new ByteArrayInputStream(WordPieceJson.of(folder.resolve(VOCABULARY), configuration));
  }

  @Override
  public void refuseSettings(ModelManifest manifest, TokenizerJson tokenizer) throws IOException {
    if (there(TOKENIZER) && there(TOKENIZER_CONFIG)) {
      tokenizer.expectAgrees(ConfigJson.read(folder.resolve(TOKENIZER_CONFIG)));
    }
    if (!there(TOKENIZER) && there(ADDED)) {
      ConfigJson.read(folder.resolve(ADDED)).keys().stream()
          .findFirst()
          .ifPresent(
              token -> {
                throw new IllegalArgumentException(
                    "Invalid %s: token %s is not in %s; save the tokenizer as %s"
                        .formatted(folder.resolve(ADDED), token, VOCABULARY, TOKENIZER));
              });
    }
    if (modules(manifest).lowerCases() && !tokenizer.lowerCases()) {
      throw new IllegalArgumentException(
          "Invalid do_lower_case of %s: true; its tokenizer keeps the letters' case"
              .formatted(manifest.name()));
    }
  }

  @Override
  public List<String> notices(ModelManifest manifest, int maxLength) throws IOException {
    SentenceModules modules = modules(manifest);
    List<String> notices = new ArrayList<>();
    if (modules.normalizes()) {
      notices.add(
          "%s has the module Normalize, which is left out: its vectors are not scaled to length 1"
              .formatted(manifest.name()));
    }
    modules
        .maxTokens()
        .filter(most -> most < maxLength)
        .ifPresent(
            most ->
                notices.add(
                    "%s reads up to %d tokens, as max_length says; its max_seq_length is %d"
                        .formatted(manifest.name(), maxLength, most)));
    return notices;
  }

  private SentenceModules modules(ModelManifest manifest) throws IOException {
    return SentenceModules.read(folder, manifest.hidden());
  }

  private void refuse(String model) throws IOException {
    Optional<String> refusal = refusal(model);
    if (refusal.isPresent()) {
      throw new FileNotFoundException(refusal.get());
    }
  }
}
