package io.sparing.selector;

import io.sparing.needs.Interval;
import io.sparing.needs.Machine;
import io.sparing.needs.Need;
import io.sparing.needs.NeedsModel;
import io.sparing.needs.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What "cheap" counts.
 *
 * @param unit what is counted
 * @param training whether adapting the model counts
 * @param answers how many answers count; 0 for none
 */
public record Cost(Unit unit, boolean training, double answers) {

  /** What is counted. */
  public enum Unit {
    /** Seconds of a GPU, or of a processor core. */
    DEVICE_TIME(
        "device-seconds", Need.DEVICE_SECONDS, Optional.of(Need.ANSWER_DEVICE_SECONDS), 1e-3),
    /** The energy of the whole trial by the machine's meter. */
    ENERGY("joules", Need.ENERGY_JOULES, Optional.empty(), 1e-3),
    /** Money, in the currency of the rows' price list. */
    MONEY("money", Need.TRAIN_COST, Optional.of(Need.ANSWER_COST), 1e-6);

    private final String words;
    private final Need need;

    /** Of one answer. */
    @SuppressWarnings("ImmutableEnumChecker") // a value
    private final Optional<Need> answer;

    private final double smallest;

    Unit(String words, Need need, Optional<Need> answer, double smallest) {
      this.words = words;
      this.need = need;
      this.answer = answer;
      this.smallest = smallest;
    }

    /** Returns the lowest cost that counts where costs are compared as ratios. */
    double smallest() {
      return smallest;
    }

    /** Returns the unit in words. */
    public String words() {
      return words;
    }

    /** Returns its name on the command line and in rule files. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a unit by its key.
     *
     * @throws IllegalArgumentException if there is none; the message lists the known ones
     */
    public static Unit find(String key) {
      return Arrays.stream(values())
          .filter(unit -> unit.key().equals(key))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "Unknown cost: %s; known: %s"
                          .formatted(
                              key,
                              Arrays.stream(values())
                                  .map(Unit::key)
                                  .collect(Collectors.joining(", ")))));
    }
  }

  /**
   * @throws IllegalArgumentException if nothing counts, or answers in a unit that rows measure for
   *     whole trials only
   */
  public Cost {
    if (!(answers >= 0) || Double.isInfinite(answers)) {
      throw new IllegalArgumentException(
          "Invalid answers: %s; expected 0 or more".formatted(answers));
    }
    if (!training && answers == 0) {
      throw new IllegalArgumentException("Cannot count the cost of answers without their number");
    }
    if (answers > 0 && unit.answer.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot count the %s of answers: rows measure %s of whole trials; use device-time or money"
              .formatted(unit.words(), unit.words()));
    }
  }

  /** Returns the cost that counts device seconds of training. */
  public static Cost ofTraining() {
    return new Cost(Unit.DEVICE_TIME, true, 0);
  }

  /** Returns the needs that it is made of. */
  List<Need> needs() {
    return answers > 0 ? List.of(unit.need, unit.answer.orElseThrow()) : List.of(unit.need);
  }

  /** Returns what a trial costs; empty where no row measured it. */
  Optional<Interval> of(NeedsModel needs, Workload workload, Machine machine) {
    Optional<Interval> learning =
        training ? needs.predict(unit.need, workload, machine) : Optional.of(Interval.ZERO);
    if (answers == 0) {
      return learning;
    }
    return learning.flatMap(
        once ->
            needs
                .predict(unit.answer.orElseThrow(), workload, machine)
                .map(each -> once.plus(each.times(answers))));
  }

  /** Returns the cost in words. */
  public String words() {
    List<String> parts = new ArrayList<>();
    if (training || answers == 0) {
      parts.add("training");
    }
    if (answers > 0) {
      parts.add(Numbers.text(answers) + " answers");
    }
    return unit.words() + " of " + String.join(" and ", parts);
  }
}
