package io.sparing.adapt;

import io.sparing.model.NeighboursHead;
import io.sparing.script.FloatRows;
import io.sparing.script.ScriptModule;
import java.util.List;

/**
 * The labels of the k nearest training rows vote (Cover and Hart, 1967,
 * doi:10.1109/TIT.1967.1053964): the training rows' embeddings are kept, and searched exactly by
 * cosine.
 */
public final class Neighbours implements Untrained {

  private static final String COUNT = "n_neighbors";
  private static final String WEIGHTS = "weights";
  private static final String UNIFORM = "uniform";
  private static final String DISTANCE = "distance";

  @Override
  public String name() {
    return "neighbours";
  }

  @Override
  public String description() {
    return "No training: the labels of the nearest training rows by embedding vote.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.integer(COUNT, 1, 10_000, 8L, "training rows that vote; all if there are fewer")
            .shownAs(ShortForm.after("k=").alsoInAdvice()),
        Parameter.text(
                WEIGHTS,
                List.of(UNIFORM, DISTANCE),
                UNIFORM,
                "all votes count the same, or each by the inverse of its cosine distance")
            .shownAs(ShortForm.wordUnless(UNIFORM, "weighted").alsoInAdvice()));
  }

  @Override
  public boolean readsTrainingRows() {
    return true;
  }

  @Override
  public ScriptModule head(Adaptation adaptation) {
    Adaptation.Task task = adaptation.task();
    Adaptation.Lane lane = adaptation.first();
    int[] labels = task.trainingLabels();
    try (FloatRows index = FloatRows.of(labels.length, adaptation.manifest().hidden())) {
      task.embedTraining((row, vector) -> index.put(row, Vectors.unit(vector)));
      return NeighboursHead.of(
          index.tensor(),
          labels,
          task.classes(),
          lane.integer(COUNT),
          lane.text(WEIGHTS).equals(DISTANCE));
    }
  }
}
