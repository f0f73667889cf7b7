package io.sparing.needs;

import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import java.util.Optional;

/**
 * How large a model is.
 *
 * @param parameters numbers in it without heads
 * @param layers encoder and decoder layers
 * @param hidden width
 */
public record ModelSize(long parameters, int layers, int hidden) {

  /**
   * Returns the size that a model's manifest says, or the configuration in its folder.
   *
   * @param model a known name, or the path of a Hugging Face folder
   * @return empty if the name is unknown, or no model is in the folder
   */
  public static Optional<ModelSize> find(String model) {
    return manifest(model)
        .map(
            manifest ->
                new ModelSize(
                    manifest.parameters(),
                    manifest.layers() + manifest.decoderLayers(),
                    manifest.hidden()));
  }

  /** Returns the model's manifest, unless it is unknown or its folder has gone. */
  static Optional<ModelManifest> manifest(String model) {
    try {
      return Optional.of(Models.find(model));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
