package io.sparing.needs;

import io.sparing.adapt.Strategy;
import io.sparing.adapt.TrainedParameters;
import io.sparing.plan.ExpectedRows;
import io.sparing.plan.ResolvedTrial;
import io.sparing.quant.FormatCost;
import io.sparing.trial.DatasetTraits;
import io.sparing.trial.TrialSpec;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What is known of a trial before it runs.
 *
 * @param trial what it does
 * @param size of its model
 * @param rows that it reads
 * @param trainable numbers that it trains
 */
record Outline(ResolvedTrial trial, EncoderSize size, ExpectedRows rows, long trainable) {

  /** How many numbers each setup trains, counted once, since counting builds the model's tree. */
  private static final Map<Adapted, Long> TRAINABLE = new ConcurrentHashMap<>();

  private record Adapted(EncoderSize size, String strategy, SortedMap<String, Object> parameters) {}

  /**
   * Works a trial out.
   *
   * @throws IllegalArgumentException if its model or strategy is unknown
   */
  static Outline of(TrialSpec spec) {
    return of(spec, classes(spec), ExpectedRows.of(spec));
  }

  /**
   * Works a trial out whose data set has so many classes and trains on so many rows; empty is what
   * its manifest and its files suggest.
   */
  static Outline of(TrialSpec spec, OptionalInt classes, OptionalLong trainRows) {
    ExpectedRows rows = ExpectedRows.of(spec);
    return of(
        spec,
        classes.orElseGet(() -> classes(spec)),
        rows.withTrain(trainRows.orElse(rows.train())));
  }

  /** Works a trial out of so many classes and rows. */
  static Outline of(TrialSpec spec, int classes, ExpectedRows rows) {
    ResolvedTrial trial = ResolvedTrial.of(spec);
    EncoderSize size = new EncoderSize(trial.model(), classes);
    return new Outline(trial, size, rows, trainable(trial, size));
  }

  /**
   * Works a trial out that reads so many training rows, of as many classes as it found, unless its
   * model or teacher is gone.
   */
  static Optional<Outline> find(Workload workload) {
    TrialSpec spec = workload.spec();
    return find(
        () ->
            of(
                spec,
                workload.classes().orElseGet(() -> classes(spec)),
                ExpectedRows.of(spec).withTrain(workload.trainingRows())));
  }

  /** Returns rows that a trial will probably train on or keep; 0 where it does neither. */
  static long rows(TrialSpec spec) {
    return spec.readsTrainingRows() ? ExpectedRows.of(spec).train() : 0;
  }

  /** Works a trial out, unless its model or teacher is not there any more. */
  static Optional<Outline> find(TrialSpec spec) {
    return find(() -> of(spec));
  }

  private static Optional<Outline> find(Supplier<Outline> trial) {
    try {
      Outline outline = trial.get();
      outline.teacher();
      return Optional.of(outline);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As the data set's manifest says; of one's own file only the rows tell. */
  private static int classes(TrialSpec spec) {
    int known = DatasetTraits.of(spec).classes().orElse(0);
    return known > 0 ? known : Assumptions.CLASSES;
  }

  private static long trainable(ResolvedTrial trial, EncoderSize size) {
    TrialSpec spec = trial.spec();
    return TRAINABLE.computeIfAbsent(
        new Adapted(size, spec.strategy(), spec.strategyParameters()),
        adapted -> count(trial.strategy(), adapted));
  }

  private static long count(Strategy strategy, Adapted adapted) {
    EncoderSize size = adapted.size();
    try {
      return TrainedParameters.count(strategy, size.model(), adapted.parameters(), size.classes());
    } catch (IllegalArgumentException e) {
      return 0; // the trial itself will fail of it, and say so in its row
    }
  }

  /** Returns what it does. */
  TrialSpec spec() {
    return trial.spec();
  }

  /** Returns the family of its arithmetic. */
  Effort effort() {
    return Effort.of(trainable, size.head(), size.model());
  }

  /** Returns numbers in the deployed model; low-rank factors are merged into the weights. */
  long numbers() {
    return size.model().parameters() + (spec().training().isPresent() ? size.head() : kept());
  }

  /** Returns numbers of the training rows' vectors and labels that the deployed model keeps. */
  long kept() {
    boolean keeps = spec().training().isEmpty() && spec().readsTrainingRows();
    return keeps ? rows.train() * (size.model().hidden() + 1L) : 0;
  }

  /** Returns what its number format is expected to cost. */
  FormatCost cost() {
    return trial.format().cost();
  }

  /** Returns the model that is fine-tuned first, if there is one. */
  Optional<EncoderSize> teacher() {
    return trial.teacher().map(teacher -> new EncoderSize(teacher, size.classes()));
  }
}
