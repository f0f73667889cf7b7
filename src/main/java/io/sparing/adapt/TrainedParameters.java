package io.sparing.adapt;

import io.sparing.model.Encoders;
import io.sparing.model.ModelManifest;
import io.sparing.script.TensorData;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** Counts what a strategy would train, before any weight is read. */
public final class TrainedParameters {

  private TrainedParameters() {}

  /**
   * Returns how many numbers a trial trains.
   *
   * @param parameters the strategy's parameters by name, all of them
   * @param classes of the task
   * @throws IllegalArgumentException if the parameters do not fit the model
   */
  public static long count(
      Strategy strategy,
      ModelManifest manifest,
      SortedMap<String, Object> parameters,
      int classes) {
    Adaptation.Lane lane = new Adaptation.Lane(parameters, 0);
    Adaptation adaptation = new Adaptation(manifest, new Blank(manifest, classes), List.of(lane));
    return strategy.adapt(Encoders.blank(manifest), adaptation).allParameters().values().stream()
        .mapToLong(TensorData::elements)
        .sum();
  }

  /** A task of which nothing is known but how many classes it has. */
  private record Blank(ModelManifest manifest, int classes) implements Adaptation.Task {

    @Override
    public List<String> descriptions(int label) {
      return List.of("");
    }

    @Override
    public float[][] embed(List<String> texts) {
      return new float[texts.size()][manifest.hidden()];
    }

    @Override
    public float[][][] demonstrations(int shots, long seed) {
      float[][] rows =
          Collections.nCopies(shots, new float[manifest.hidden()]).toArray(float[][]::new);
      return Collections.nCopies(classes, rows).toArray(float[][][]::new);
    }

    @Override
    public int[] trainingLabels() {
      return new int[1];
    }

    @Override
    public void embedTraining(Adaptation.VectorTaker taker) {
      taker.take(0, new float[manifest.hidden()]);
    }
  }
}
