package io.sparing.train;

import io.sparing.model.ModelManifest;
import io.sparing.model.Sites;
import java.util.List;

/** Layouts of models in tests, as a trial makes them. */
public final class Layouts {

  private Layouts() {}

  /** That of a model. */
  public static Layout of(ModelManifest manifest) {
    Sites sites = Sites.of(manifest);
    return new Layout(
        List.of(sites.embeddings()), sites.biases(), sites.layerPaths(), sites.undecayed());
  }
}
