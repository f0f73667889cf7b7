package io.sparing.look;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is reached on a data set at once, without training.
 *
 * @param all in the order in which they ran
 */
public record Landmarks(List<Landmark> all) {

  /** Copies the landmarks. */
  public Landmarks {
    all = List.copyOf(all);
  }

  /** Returns the wall time of all. */
  public double seconds() {
    return all.stream().mapToDouble(Landmark::seconds).sum();
  }

  /** Returns the one that is right most often; empty if all failed. */
  public Optional<Landmark> best() {
    return all.stream()
        .filter(landmark -> landmark.score().isPresent())
        .max(Comparator.comparingDouble(landmark -> landmark.score().orElseThrow().accuracy()));
  }
}
