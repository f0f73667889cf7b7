package io.sparing.model;

import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.io.IOException;
import java.util.Map;

/** Reads pretrained encoders as module trees. */
public final class Encoders {

  private Encoders() {}

  /**
   * Reads an encoder. Its method {@code hidden(ids, types, mask)} gives hidden states [rows,
   * length, hidden]; {@code embed(inputs)} takes the list of these three int64 arrays and gives one
   * pooled vector a row [rows, hidden], fp32, as the manifest says. The encoder itself is the child
   * {@code bert}; everything is frozen.
   *
   * @throws IOException if the model's files cannot be found, downloaded or read
   * @throws IllegalArgumentException if its architecture is not implemented, or its weights are not
   *     those of the architecture
   */
  public static ScriptModule load(ModelManifest manifest) throws IOException {
    return of(WeightFiles.read(ModelFiles.weights(manifest)), manifest);
  }

  /** Returns an encoder in its shape, as {@link #load} gives it, whose weights are all zero. */
  public static ScriptModule blank(ModelManifest manifest) {
    Family family = Families.of(manifest);
    return family.tree(BlankWeights.of(family.shapes(manifest)), manifest);
  }

  /**
   * Builds an encoder, as {@link #load} gives it, of weights by the names that its architecture has
   * for them ({@code encoder.layer.0.attention.self.query.weight} and so on).
   *
   * @throws IllegalArgumentException if a weight is missing, superfluous or of another shape; the
   *     message names it
   */
  public static ScriptModule of(Map<String, TensorData> weights, ModelManifest manifest) {
    return Families.of(manifest).tree(FileWeights.of(weights, manifest), manifest);
  }
}
