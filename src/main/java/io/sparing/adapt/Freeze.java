package io.sparing.adapt;

import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The embeddings and the first layers stay as pretrained; the layers above and the head are
 * trained.
 */
public final class Freeze implements Strategy {

  @Override
  public String name() {
    return "freeze";
  }

  @Override
  public String description() {
    return "The first layers stay frozen; those above and the head are trained.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.integer(
                "frozen_layers", 0, 1000, 4L, "encoder layers that stay frozen, from the first")
            .shownAs(ShortForm.after("first ")));
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(5e-5);
  }

  @Override
  public Claims claims() {
    return Claims.training(
        Site.LINEAR_WEIGHTS, Site.LINEAR_BIASES, Site.NORM_WEIGHTS, Site.NORM_BIASES);
  }

  @Override
  public Sharing sharing() {
    return Sharing.ofNoTrainedWeight();
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    int frozen = adaptation.first().integer("frozen_layers");
    List<String> layers = adaptation.sites().layerPaths();
    if (frozen > layers.size()) {
      throw new IllegalArgumentException(
          "Invalid frozen_layers: %d; model %s has %d layers"
              .formatted(frozen, adaptation.manifest().name(), layers.size()));
    }
    ScriptModule model = encoder;
    for (int layer = frozen; layer < layers.size(); layer++) {
      model = model.replace(layers.get(layer), ScriptModule::trainable);
    }
    return model;
  }
}
