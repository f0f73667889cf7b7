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
   * The size that a model's manifest says, or the configuration in its folder.
   *
   * @param model a known name, or the path of a Hugging Face folder
   * @return empty if the name is unknown, or no model is in the folder
   */
  public static Optional<ModelSize> find(String model) {
    try {
      ModelManifest manifest = Models.find(model);
      int layers = manifest.layers() + manifest.decoderLayers();
      return Optional.of(new ModelSize(manifest.parameters(), layers, manifest.hidden()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
