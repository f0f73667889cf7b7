package io.sparing.adapt;

import io.sparing.model.Classifier;
import io.sparing.script.ScriptModule;
import java.util.Arrays;
import java.util.List;

/**
 * The nearest class centre by embedding: a class is its description and k labelled demonstrations
 * (Snell et al., 2017, arXiv:1703.05175).
 */
public final class FewShot implements Untrained {

  @Override
  public String name() {
    return "few-shot";
  }

  @Override
  public String description() {
    return "No training: nearest label by embedding, from its description and labelled"
        + " demonstrations.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.integer("shots", 1, 10_000, 8L, "labelled demonstrations of each class")
            .shownAs(ShortForm.after("k=").alsoInAdvice()));
  }

  @Override
  public ScriptModule head(Adaptation adaptation) {
    Adaptation.Task task = adaptation.task();
    Adaptation.Lane lane = adaptation.lanes().get(0);
    float[][][] demonstrations = task.demonstrations(lane.integer("shots"), lane.seed());
    float[][] prototypes = new float[task.classes()][];
    for (int label = 0; label < prototypes.length; label++) {
      float[] described = Vectors.centre(task.embed(task.descriptions(label)));
      float[][] all = Arrays.copyOf(demonstrations[label], demonstrations[label].length + 1);
      all[all.length - 1] = described;
      prototypes[label] = Vectors.centre(all);
    }
    return Classifier.nearestHead(prototypes, Vectors.COSINE_SCALE);
  }
}
