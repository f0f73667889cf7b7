package io.sparing.adapt;

import io.sparing.model.Classifier;
import io.sparing.script.ScriptModule;
import java.util.List;

/**
 * Labels are described by prompt templates; the nearest description by embedding wins (Yin et al.,
 * 2019, arXiv:1909.00161).
 */
public final class ZeroShot implements Untrained {

  @Override
  public String name() {
    return "zero-shot";
  }

  @Override
  public String description() {
    return "No training: the label whose prompt-template description is nearest by embedding.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public ScriptModule head(Adaptation adaptation) {
    Adaptation.Task task = adaptation.task();
    float[][] prototypes = new float[task.classes()][];
    for (int label = 0; label < prototypes.length; label++) {
      prototypes[label] = Vectors.centre(task.embed(task.descriptions(label)));
    }
    return Classifier.nearestHead(prototypes, Vectors.COSINE_SCALE);
  }
}
