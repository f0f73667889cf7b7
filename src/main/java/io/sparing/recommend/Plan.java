package io.sparing.recommend;

import io.sparing.selector.Candidate;
import io.sparing.selector.Choice;
import io.sparing.selector.Environment;
import io.sparing.selector.Rule;
import io.sparing.selector.Support;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The answer to an environment.
 *
 * @param environment the question
 * @param choice strategy, model, number format and settings
 * @param measured what was measured of the choice on that hardware; empty for fixed rules
 * @param origin where the needs that were measured come from; empty where none were
 * @param batchSize texts at a time: as the choice's rows ran, else the largest that fits memory
 * @param retrieval the parts of a retrieval-augmented plan
 * @param devices how to use the devices, in words
 * @param rule the rule that decided
 * @param exceeded limits that the choice does not keep, with what could be kept instead
 * @param flips what would change the answer
 * @param cautions in words, why to trust it less
 * @param lookingSeconds spent on looking at the data before the answer, which its cost includes; 0
 *     where nobody looked for longer than it takes to read them
 */
public record Plan(
    Environment environment,
    Choice choice,
    Optional<Candidate> measured,
    Optional<NeedsOrigin> origin,
    int batchSize,
    Optional<Retrieval> retrieval,
    String devices,
    Rule rule,
    List<Exceeded> exceeded,
    List<Flip> flips,
    List<String> cautions,
    double lookingSeconds) {

  /** Copies the lists. */
  public Plan {
    exceeded = List.copyOf(exceeded);
    flips = List.copyOf(flips);
    cautions = List.copyOf(cautions);
  }

  /** Returns the same answer after a look at the data, which gave further cautions. */
  public Plan afterLooking(double seconds, List<String> more) {
    return new Plan(
        environment,
        choice,
        measured,
        origin,
        batchSize,
        retrieval,
        devices,
        rule,
        exceeded,
        flips,
        Stream.concat(cautions.stream(), more.stream()).toList(),
        lookingSeconds + seconds);
  }

  /** Returns the rank of the low-rank factors, where the choice has them. */
  public OptionalInt rank() {
    return choice.rank();
  }

  /** Returns the passes over the training rows, where the rules hold them. */
  public OptionalDouble epochs() {
    return choice.number("epochs");
  }

  /** Returns the peak learning rate, where the rules hold it. */
  public OptionalDouble learningRate() {
    return choice.number("learning_rate");
  }

  /** Returns the ids of the trials behind it. */
  public List<String> trials() {
    return rule.support().map(Support::trialIds).orElse(List.of());
  }

  /** Returns the reason: which rule, and why. */
  public String reason() {
    return rule.conditions().isEmpty()
        ? "%s: %s".formatted(rule.name(), rule.because())
        : "%s (%s): %s".formatted(rule.name(), rule.when(), rule.because());
  }
}
