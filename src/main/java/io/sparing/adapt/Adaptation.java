package io.sparing.adapt;

import io.sparing.model.ModelManifest;
import io.sparing.model.Sites;
import java.util.List;
import java.util.SortedMap;

/**
 * What a strategy is given beside the model.
 *
 * @param manifest what is known of the model
 * @param task the classes and how to describe them
 * @param lanes the trials that share the model, at least one
 */
public record Adaptation(ModelManifest manifest, Task task, List<Lane> lanes) {

  /** Copies the lanes. */
  public Adaptation {
    if (lanes.isEmpty()) {
      throw new IllegalArgumentException("Invalid adaptation without a lane");
    }
    lanes = List.copyOf(lanes);
  }

  /** Returns where things are in the model's tree. */
  public Sites sites() {
    return Sites.of(manifest);
  }

  /** Returns the seed of each lane. */
  public long[] seeds() {
    return lanes.stream().mapToLong(Lane::seed).toArray();
  }

  /** Returns the first lane, which speaks for all in what they are alike in ({@link Sharing}). */
  Lane first() {
    return lanes.get(0);
  }

  /**
   * One trial's part.
   *
   * @param parameters the strategy's parameters by name, all of them
   * @param seed of what is drawn at random
   */
  public record Lane(SortedMap<String, Object> parameters, long seed) {

    /** Returns a whole-number parameter. */
    public int integer(String name) {
      return Math.toIntExact((Long) parameters.get(name));
    }

    /** Returns a number parameter. */
    public double number(String name) {
      return (Double) parameters.get(name);
    }

    /** Returns a yes-or-no parameter. */
    public boolean flag(String name) {
      return (Boolean) parameters.get(name);
    }

    /** Returns a text parameter. */
    public String text(String name) {
      return (String) parameters.get(name);
    }

    /** Returns a parameter that is a set of texts. */
    @SuppressWarnings("unchecked") // Parameter.parse made it one
    public List<String> texts(String name) {
      return (List<String>) parameters.get(name);
    }
  }

  /** The task as a strategy sees it. */
  public interface Task {

    /** Returns how many classes there are. */
    int classes();

    /** Prompts that describe a class, filled in; at least one. */
    List<String> descriptions(int label);

    /**
     * Vectors of texts by the model before any adaptation.
     *
     * @return one vector [hidden] a text
     */
    float[][] embed(List<String> texts);

    /**
     * Vectors of labelled training rows, drawn without repetition.
     *
     * @param shots how many of each class
     * @param seed of the draw
     * @return by class, then by row, a vector [hidden]
     */
    float[][][] demonstrations(int shots, long seed);

    /** Returns the labels of all training rows, in their order; at least one. */
    int[] trainingLabels();

    /**
     * Computes the vectors of all training rows, some at a time: no more than these are held.
     *
     * @param taker is called once with each row, in any order
     */
    void embedTraining(VectorTaker taker);
  }

  /** Called with the vector of a row, as soon as it is there. */
  @FunctionalInterface
  public interface VectorTaker {

    /**
     * Called with a vector [hidden].
     *
     * @param row counted from 0
     */
    void take(int row, float[] vector);
  }
}
