package io.sparing.adapt;

import io.sparing.model.Classifier;
import io.sparing.script.ScriptModule;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The nearest class centre by embedding: a class is its description and k labelled demonstrations
 * (Snell et al., 2017, arXiv:1703.05175).
 */
public final class FewShot implements Strategy {

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
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.empty();
  }

  @Override
  public Claims claims() {
    return Claims.computing(Stage.PROMPTING, Site.HEAD);
  }

  @Override
  public Sharing sharing() {
    return Sharing.alone("they train nothing");
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

  @Override
  public ScriptModule deploy(ScriptModule trained, int lane) {
    return trained;
  }
}
