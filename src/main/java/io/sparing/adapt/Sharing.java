package io.sparing.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which trials of a strategy can be trained in one step, as lanes of one model.
 *
 * @param objection why none can, in words that follow a colon; empty if some can
 * @param same names of the parameters in which trials that share a step must be alike, because they
 *     decide the shape of the model
 */
public record Sharing(Optional<String> objection, List<String> same) {

  /** Copies the names. */
  public Sharing {
    same = List.copyOf(same);
  }

  /** Returns a strategy each of whose trials takes a step of its own. */
  static Sharing alone(String why) {
    return new Sharing(Optional.of(why), List.of());
  }

  /**
   * Returns a strategy that trains weights of the model itself, which would be there once a lane.
   */
  static Sharing ofNoTrainedWeight() {
    return alone("they share no trained weight");
  }

  /**
   * Returns a sharing by trials that are alike in these parameters; without names any trials share
   * a step.
   */
  static Sharing alike(String... names) {
    return new Sharing(Optional.empty(), List.of(names));
  }

  /** Returns what holds for two strategies of a stack. */
  Sharing and(Sharing other) {
    List<String> names = new ArrayList<>(same);
    names.addAll(other.same);
    return new Sharing(objection.or(other::objection), names);
  }

  /**
   * Checks trials that are to share a step.
   *
   * @param strategy its name
   * @throws IllegalArgumentException if they cannot; the message says why
   */
  void check(String strategy, List<Adaptation.Lane> lanes) {
    if (objection.isPresent() && lanes.size() > 1) {
      throw new IllegalArgumentException(
          "Cannot train %d trials of %s in one step: %s"
              .formatted(lanes.size(), strategy, objection.get()));
    }
    for (String name : same) {
      Object value = lanes.get(0).parameters().get(name);
      if (lanes.stream().anyMatch(lane -> !lane.parameters().get(name).equals(value))) {
        throw new IllegalArgumentException(
            "Cannot train %s trials of different %s in one step".formatted(strategy, name));
      }
    }
  }
}
