package io.sparing.recommend;

import io.sparing.selector.Choice;
import io.sparing.selector.Environment;
import io.sparing.selector.Rule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The answer to an environment.
 *
 * @param environment the question
 * @param choice strategy, model, number format and settings; empty if the rules know no answer
 * @param batchSize texts at a time: the measured one where the rules hold it, else the largest that
 *     fits memory; 0 without a choice
 * @param retrieval the parts of a retrieval-augmented plan
 * @param devices how to use the devices, in words
 * @param rule the rule that decided
 * @param trials ids of the trials behind it
 * @param flips what would change the answer
 * @param cautions in words, why to trust it less
 */
public record Plan(
    Environment environment,
    Optional<Choice> choice,
    int batchSize,
    Optional<Retrieval> retrieval,
    String devices,
    Rule rule,
    List<String> trials,
    List<Flip> flips,
    List<String> cautions) {

  /** Copies the lists. */
  public Plan {
    trials = List.copyOf(trials);
    flips = List.copyOf(flips);
    cautions = List.copyOf(cautions);
  }

  /** Rank of the low-rank factors, where the choice has them. */
  public OptionalInt rank() {
    return choice.map(Choice::rank).orElse(OptionalInt.empty());
  }

  /** Passes over the training rows, where the rules hold them. */
  public OptionalDouble epochs() {
    return choice.map(c -> c.number("epochs")).orElse(OptionalDouble.empty());
  }

  /** Peak learning rate, where the rules hold it. */
  public OptionalDouble learningRate() {
    return choice.map(c -> c.number("learning_rate")).orElse(OptionalDouble.empty());
  }

  /** The reason: which rule, and why. */
  public String reason() {
    return "%s (%s): %s".formatted(rule.name(), rule.when(), rule.because());
  }
}
