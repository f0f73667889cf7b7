package io.sparing.adapt;

import io.sparing.model.Classifier;
import io.sparing.model.ModelManifest;
import io.sparing.script.Lanes;
import io.sparing.script.ScriptModule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;

/**
 * A way to adapt a model to a task: a small function on the model's module tree. One strategy is
 * one class, one line in {@link Strategies} and one test.
 */
public interface Strategy {

  /** Returns the name in sweep files and tables, in kebab case. */
  String name();

  /** Returns one line for help texts. */
  String description();

  /** Returns the parameters of its own that a sweep file may set. */
  List<Parameter> parameters();

  /**
   * Returns the peak learning rate used where a sweep file gives none; empty if it does not train.
   */
  OptionalDouble defaultLearningRate();

  /**
   * Returns whether it takes training settings such as {@code epochs} and {@code learning_rate}.
   */
  default boolean trains() {
    return defaultLearningRate().isPresent();
  }

  /**
   * Returns whether it learns from every training row that a trial draws, by training on them or by
   * keeping them: then what it is worth and what it needs depend on how many there are.
   */
  default boolean readsTrainingRows() {
    return trains();
  }

  /**
   * Returns the number formats that it can be deployed in, the default first; empty if any will do
   * and the general default holds.
   */
  default List<String> numberFormats() {
    return List.of();
  }

  /** Returns what it does to which sites, which decides what it can be stacked with. */
  Claims claims();

  /** Returns what it keeps in memory while it trains, beside what every strategy does. */
  default Set<Kept> keeps() {
    return Set.of();
  }

  /** Returns which of its trials can be trained in one step. */
  Sharing sharing();

  /** Returns whether it trains beside frozen layers that are already in their number format. */
  default boolean trainsQuantized() {
    return claims().quantized();
  }

  /**
   * Returns the model that is fine-tuned first and whose answers this one learns from; empty if
   * there is none.
   *
   * @param parameters the strategy's parameters by name, all of them
   */
  default Optional<ModelManifest> teacher(SortedMap<String, Object> parameters) {
    return Optional.empty();
  }

  /**
   * Returns whether it trains with a loss of its own, which neither smooths labels nor can be
   * computed layer by layer.
   */
  default boolean ownLoss() {
    return false;
  }

  /**
   * Tokens that it puts before those of a text, which take positions of the model.
   *
   * @param parameters the strategy's parameters by name, all of them
   */
  default int addedTokens(SortedMap<String, Object> parameters) {
    return 0;
  }

  /**
   * Changes the encoder: decides what is trained and adds what the strategy adds. What it adds
   * carries the lane axis.
   *
   * @param encoder a pretrained encoder as {@link io.sparing.model.Encoders#load} gives it, all
   *     frozen, or what another strategy of a stack made of it
   * @param adaptation the task, and one lane a trial; the lanes share a step ({@link #sharing})
   * @throws IllegalArgumentException if a parameter does not fit the model
   */
  default ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    return encoder;
  }

  /**
   * Adds what must see the whole encoder, once every strategy of a stack has changed it; by default
   * nothing.
   *
   * @param encoder what {@link #encoder} gave, or what the other strategies of a stack made of it
   */
  default ScriptModule completed(ScriptModule encoder, Adaptation adaptation) {
    return encoder;
  }

  /** Returns the classification head, one lane a trial: by default linear and trained. */
  default ScriptModule head(Adaptation adaptation) {
    return Classifier.linearHead(
        adaptation.task().classes(), adaptation.manifest().hidden(), adaptation.seeds());
  }

  /**
   * Takes one lane out of what {@link #encoder} added, merged into the model's own weights where
   * that changes nothing.
   *
   * @param trained a classifier of several lanes
   * @param lane counted from 0
   */
  default ScriptModule single(ScriptModule trained, int lane) {
    return trained;
  }

  /**
   * Takes one lane out as {@link #single} does, with nothing merged into the model's own weights:
   * for models whose weights were quantized while this was trained, and would be quantized to
   * others if they were changed.
   */
  default ScriptModule unmerged(ScriptModule trained, int lane) {
    return single(trained, lane);
  }

  /**
   * Adapts a model.
   *
   * @return a classifier as {@link Classifier#of} gives it, of {@link #encoder}, which is {@link
   *     #completed}, and {@link #head}
   * @throws IllegalArgumentException if the lanes cannot share a step, or a parameter does not fit
   *     the model
   */
  default ScriptModule adapt(ScriptModule encoder, Adaptation adaptation) {
    sharing().check(name(), adaptation.lanes());
    return Classifier.of(completed(encoder(encoder, adaptation), adaptation), head(adaptation));
  }

  /**
   * Returns how layers are frozen while it trains; empty if none are.
   *
   * @param lane the trial's part
   */
  default Optional<Freezing> freezing(Adaptation.Lane lane) {
    return Optional.empty();
  }

  /**
   * Turns what was trained into what is deployed: one lane, without what only training needs.
   *
   * @param trained what {@link #adapt} gave, with trained values
   * @param lane counted from 0
   */
  default ScriptModule deploy(ScriptModule trained, int lane) {
    return single(trained, lane)
        .replace(Classifier.HEAD, head -> Lanes.selectLinear(head, lane))
        .frozen();
  }
}
