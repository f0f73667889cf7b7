package io.sparing.model;

import io.sparing.sources.DownloadListener;
import io.sparing.sources.SourceFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The files of a model on this machine, in the folders of this process unless others are named.
 * Several processes may ask at once.
 */
public final class ModelFiles {

  private ModelFiles() {}

  /**
   * Finds, downloads or unpacks a model's weights, an ONNX or safetensors file.
   *
   * @throws IOException if they cannot be found or downloaded; the message says what to do
   * @throws IllegalArgumentException if its architecture is not implemented, or a mirror is no
   *     folder
   */
  public static Path weights(ModelManifest manifest) throws IOException {
    return runnable(manifest).weights(manifest.name(), SourceFolders.ofThisProcess());
  }

  /**
   * Finds weights as {@link #weights} does, and reports their download. The tokenizer's files come
   * first.
   *
   * @throws IOException as {@link #weights}
   * @throws IllegalArgumentException as {@link #weights}
   */
  public static Path fetch(ModelManifest manifest, DownloadListener listener) throws IOException {
    return runnable(manifest).fetch(manifest.name(), SourceFolders.ofThisProcess(), listener);
  }

  /**
   * Returns the SHA-256 of a model's weights, in hexadecimal: the one that its manifest pins, or
   * else that of the file.
   *
   * @throws IOException if nothing is pinned and the file is not on this machine
   * @throws IllegalArgumentException if its architecture is not implemented
   */
  public static String sha256(ModelManifest manifest) throws IOException {
    return runnable(manifest).sha256(manifest.name(), SourceFolders.ofThisProcess());
  }

  /**
   * Opens a model's tokenizer in the form of {@code tokenizer.json}.
   *
   * @throws IOException as {@link #weights}
   * @throws IllegalArgumentException as {@link #weights}
   */
  public static InputStream tokenizer(ModelManifest manifest) throws IOException {
    return tokenizer(manifest, SourceFolders.ofThisProcess());
  }

  /**
   * Opens the tokenizer as {@link #tokenizer(ModelManifest)} does, but looks for it in these
   * folders.
   *
   * @throws IOException as {@link #weights}
   * @throws IllegalArgumentException as {@link #weights}
   */
  public static InputStream tokenizer(ModelManifest manifest, SourceFolders folders)
      throws IOException {
    return runnable(manifest).tokenizer(manifest.name(), folders);
  }

  private static ModelSource runnable(ModelManifest manifest) {
    Families.of(manifest);
    return manifest.source();
  }
}
