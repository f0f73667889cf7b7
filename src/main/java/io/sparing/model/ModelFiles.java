package io.sparing.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The files of a model on this machine.
 *
 * @param weights the ONNX or safetensors file
 * @param sha256 its checksum, in hexadecimal
 */
public record ModelFiles(Path weights, String sha256) {

  /**
   * Finds or unpacks a model's weights. Several processes may ask at once.
   *
   * @throws IOException if they are not on this machine; the message says what to do
   * @throws IllegalArgumentException if its architecture is not implemented
   */
  public static ModelFiles of(ModelManifest manifest) throws IOException {
    ModelSource source = runnable(manifest);
    return new ModelFiles(source.weights(manifest.name()), source.sha256(manifest.name()));
  }

  /**
   * Opens a model's tokenizer in the form of {@code tokenizer.json}.
   *
   * @throws IOException if it is not on this machine; the message says what to do
   * @throws IllegalArgumentException if its architecture is not implemented
   */
  public static InputStream tokenizer(ModelManifest manifest) throws IOException {
    return runnable(manifest).tokenizer(manifest.name());
  }

  private static ModelSource runnable(ModelManifest manifest) {
    Architectures.of(manifest);
    return manifest.source();
  }
}
