package io.sparing.recommend;

import io.sparing.needs.Interval;
import io.sparing.selector.Candidate;
import io.sparing.selector.Feature;
import io.sparing.selector.Numbers;
import java.util.Optional;

/**
 * A limit that the answer does not keep.
 *
 * @param feature the limit
 * @param limit its value, in the feature's unit
 * @param need what the answer needs
 * @param nearest what needs least of it among all that keep the other limits, if anything does
 */
public record Exceeded(Feature feature, double limit, Interval need, Optional<Candidate> nearest) {

  /** Returns the excess in words. */
  public String words() {
    String answer =
        "%s %s is exceeded: the answer needs %s (%s to %s)"
            .formatted(
                feature.words(),
                feature.format(limit),
                rounded(need.estimate()),
                rounded(need.low()),
                rounded(need.high()));
    return nearest
        .map(
            other ->
                "%s; the nearest limit that can be met is %s, by %s with a mean quality of %s"
                    .formatted(
                        answer,
                        rounded(other.needs().get(feature).estimate()),
                        other.choice().label(),
                        Numbers.percent(other.quality())))
        .orElse(answer + "; nothing that was measured keeps the other limits");
  }

  private String rounded(double value) {
    return feature.format(Numbers.rounded(value));
  }
}
