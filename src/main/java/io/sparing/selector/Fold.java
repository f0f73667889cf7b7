package io.sparing.selector;

import io.sparing.needs.NeedsModel;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Rules learned from the cells of a frame: for a grade, those without one data set and those that
 * share rows with it; else all.
 */
final class Fold {

  private final Frame frame;

  Fold(Frame frame) {
    this.frame = frame;
  }

  /**
   * Returns the fold without a data set and those that share rows with it, whose choices are those
   * that both sides measured.
   */
  static Frame without(
      Evidence evidence, String dataset, NeedsModel needs, LearningOptions options) {
    String collection = evidence.collection(dataset);
    List<Evidence.Cell> learn =
        evidence.cells().stream().filter(cell -> !cell.collection().equals(collection)).toList();
    List<Choice> choices =
        evidence.choices().stream()
            .filter(
                choice -> {
                  List<Evidence.Cell> where = evidence.cells(choice);
                  return where.stream().anyMatch(cell -> cell.dataset().equals(dataset))
                      && where.stream().anyMatch(learn::contains);
                })
            .toList();
    return new Frame(evidence, learn, choices, needs, options);
  }

  /** Returns the rules, by the qualities of these seeds. */
  RuleLearner.Learned learn(LongPredicate seeds) {
    boolean byData = frame.options().byData();
    Qualities qualities = Qualities.of(frame, seeds);
    Losses losses = byData ? Losses.byData(frame, qualities) : Losses.ofAnyData(frame, qualities);
    RuleLearner learner = new RuleLearner(Draft.all(frame, byData), losses);
    double penalty = frame.options().rulePenalty() * learner.learn(1, 0).loss();
    return learner.learn(frame.options().maxRules(), penalty);
  }
}
