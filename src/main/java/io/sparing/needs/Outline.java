package io.sparing.needs;

import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.adapt.TrainedParameters;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.plan.ExpectedRows;
import io.sparing.quant.FormatCost;
import io.sparing.quant.NumberFormats;
import io.sparing.trial.TrialSpec;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of a trial before it runs.
 *
 * @param spec what it does
 * @param size of its model
 * @param rows that it reads
 * @param trainable numbers that it trains
 */
record Outline(TrialSpec spec, EncoderSize size, ExpectedRows rows, long trainable) {

  /** Numbers that a setup trains, counted once: that builds the model's tree. */
  private static final Map<Adapted, Long> TRAINABLE = new ConcurrentHashMap<>();

  private record Adapted(
      ModelManifest model, String strategy, SortedMap<String, Object> parameters) {}

  /**
   * Works a trial out.
   *
   * @throws IllegalArgumentException if its model or strategy is unknown
   */
  static Outline of(TrialSpec spec) {
    EncoderSize size = new EncoderSize(Models.find(spec.model()));
    return new Outline(spec, size, ExpectedRows.of(spec), trainable(spec, size));
  }

  /** Works a trial out that reads so many training rows, unless its model or teacher is gone. */
  static Optional<Outline> find(Workload workload) {
    return find(workload.spec())
        .map(
            outline ->
                new Outline(
                    outline.spec,
                    outline.size,
                    new ExpectedRows(workload.trainingRows(), outline.rows.test()),
                    outline.trainable));
  }

  /** Rows that a trial will probably train on; 0 without training. */
  static long rows(TrialSpec spec) {
    return spec.training().isEmpty() ? 0 : ExpectedRows.of(spec).train();
  }

  /** Works a trial out, unless its model or teacher is not there any more. */
  static Optional<Outline> find(TrialSpec spec) {
    try {
      Outline outline = of(spec);
      outline.teacher();
      return Optional.of(outline);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static long trainable(TrialSpec spec, EncoderSize size) {
    return TRAINABLE.computeIfAbsent(
        new Adapted(size.model(), spec.strategy(), spec.strategyParameters()), Outline::count);
  }

  private static long count(Adapted adapted) {
    Strategy strategy = Strategies.find(adapted.strategy());
    try {
      return TrainedParameters.count(
          strategy, adapted.model(), adapted.parameters(), Assumptions.CLASSES);
    } catch (IllegalArgumentException e) {
      return 0; // the trial itself will fail of it, and say so in its row
    }
  }

  /** The family of its arithmetic. */
  Effort effort() {
    return Effort.of(trainable, size.head(), size.model());
  }

  /** Numbers in the deployed model; low-rank factors are merged into the weights. */
  long numbers() {
    return size.model().parameters() + (spec.training().isPresent() ? size.head() : 0);
  }

  /** What its number format is expected to cost. */
  FormatCost cost() {
    return NumberFormats.find(spec.numberFormat()).cost();
  }

  /** The model that is fine-tuned first, if there is one. */
  Optional<EncoderSize> teacher() {
    return Strategies.find(spec.strategy())
        .teacher(spec.strategyParameters())
        .map(EncoderSize::new);
  }
}
