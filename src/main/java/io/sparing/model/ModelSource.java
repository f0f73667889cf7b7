package io.sparing.model;

import io.sparing.sources.DownloadListener;
import io.sparing.sources.Source;
import io.sparing.sources.SourceFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a model's files are. Every method takes the model's name, for messages and places, and the
 * folders of this machine that files from elsewhere lie in.
 */
public interface ModelSource {

  /**
   * Returns why this machine cannot get the files; empty if it can, or if they can be looked for at
   * an address. Downloads nothing.
   */
  default Optional<String> refusal(String model, SourceFolders folders) {
    return Optional.empty();
  }

  /**
   * Returns the files that the model needs and that are pinned at an address; none if elsewhere.
   */
  default List<Source> pinned() {
    return List.of();
  }

  /**
   * Returns the file of the weights on this machine, brought or made if need be.
   *
   * @throws IOException if it cannot be found or downloaded; the message says what to do
   * @throws IllegalArgumentException if a mirror is no folder
   */
  Path weights(String model, SourceFolders folders) throws IOException;

  /**
   * Finds weights as {@link #weights} does, and reports their download. The tokenizer's files come
   * first.
   *
   * @throws IOException as {@link #weights}
   * @throws IllegalArgumentException as {@link #weights}
   */
  default Path fetch(String model, SourceFolders folders, DownloadListener listener)
      throws IOException {
    return weights(model, folders);
  }

  /**
   * Returns the SHA-256 of the weights' file, in hexadecimal. Downloads nothing.
   *
   * @throws IOException if it is not known and the file cannot be found or downloaded
   */
  String sha256(String model, SourceFolders folders) throws IOException;

  /**
   * Opens the tokenizer in the form of {@code tokenizer.json}.
   *
   * @throws IOException as {@link #weights}
   * @throws IllegalArgumentException as {@link #weights}
   */
  InputStream tokenizer(String model, SourceFolders folders) throws IOException;

  /**
   * Refuses settings beside the files that ask for what is not computed here.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException with the file, the key and its value
   */
  default void refuseSettings(ModelManifest manifest, TokenizerJson tokenizer) throws IOException {}

  /**
   * Returns which of the files beside the model are left out, a line each.
   *
   * @param maxLength most tokens of a text
   * @throws IOException if a file cannot be read
   */
  default List<String> notices(ModelManifest manifest, int maxLength) throws IOException {
    return List.of();
  }
}
