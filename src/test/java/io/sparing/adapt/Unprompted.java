package io.sparing.adapt;

import java.util.List;

/**
 * A task for strategies that train: it has classes and refuses to be embedded.
 *
 * @param classes how many
 */
public record Unprompted(int classes) implements Adaptation.Task {

  @Override
  public List<String> descriptions(int label) {
    throw new AssertionError("not asked for");
  }

  @Override
  public float[][] embed(List<String> texts) {
    throw new AssertionError("not asked for");
  }

  @Override
  public float[][][] demonstrations(int shots, long seed) {
    throw new AssertionError("not asked for");
  }

  @Override
  public int[] trainingLabels() {
    throw new AssertionError("not asked for");
  }

  @Override
  public void embedTraining(Adaptation.VectorTaker taker) {
    throw new AssertionError("not asked for");
  }
}
