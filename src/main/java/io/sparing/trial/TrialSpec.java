package io.sparing.trial;

import io.sparing.adapt.Strategies;
import io.sparing.data.DataSettings;
import io.sparing.sources.Sha256;
import io.sparing.train.TrainingSettings;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one trial does: a value. Equal specs have equal {@link #id() ids} on every machine, so a
 * grid always expands to the same trials and a resumed sweep knows which are done. Build one with
 * {@link TrialSpecParser}, which knows the defaults and checks the names.
 *
 * @param dataset name of a data manifest, or the absolute path of one's own file
 * @param data how that file is read, and what becomes of rows in which something is wrong
 * @param trainExamples training rows drawn (stratified) from the train split; 0 takes all
 * @param testExamples rows drawn from the test split; 0 takes all
 * @param maxLength longest text in tokens; longer ones are cut
 * @param model name of a model manifest, or the path of a Hugging Face folder, with a slash
 * @param strategy name of an adaptation strategy
 * @param strategyParameters that strategy's parameters, all of them, by name
 * @param numberFormat format of the deployed weights
 * @param training how it trains; empty for a strategy that does not
 * @param seed of sampling, initialization and order
 */
public record TrialSpec(
    String dataset,
    DataSettings data,
    int trainExamples,
    int testExamples,
    int maxLength,
    String model,
    String strategy,
    SortedMap<String, Object> strategyParameters,
    String numberFormat,
    Optional<TrainingSettings> training,
    long seed) {

  /** Copies the parameters. */
  public TrialSpec {
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(numberFormat, "numberFormat");
    Objects.requireNonNull(training, "training");
    strategyParameters = Collections.unmodifiableSortedMap(new TreeMap<>(strategyParameters));
  }

  /**
   * Returns whether it learns from every training row that it draws, by training on them or by
   * keeping them.
   */
  public boolean readsTrainingRows() {
    return training.isPresent() || Strategies.find(strategy).readsTrainingRows();
  }

  /** Returns a copy that draws so many rows; 0 takes all. */
  public TrialSpec withExamples(int train, int test) {
    return new TrialSpec(
        dataset,
        data,
        train,
        test,
        maxLength,
        model,
        strategy,
        strategyParameters,
        numberFormat,
        training,
        seed);
  }

  /** Returns the first 16 hexadecimal digits of the SHA-256 of the canonical JSON form. */
  public String id() {
    return Sha256.of(TrialSpecParser.toJson(this).toString()).substring(0, 16);
  }

  /** Returns the same trial with another seed. */
  public TrialSpec withSeed(long other) {
    return new TrialSpec(
        dataset,
        data,
        trainExamples,
        testExamples,
        maxLength,
        model,
        strategy,
        strategyParameters,
        numberFormat,
        training,
        other);
  }

  /** Returns a short name for people: {@code minilm-l6 · lora r=8 · int8}. */
  public String label() {
    return "%s · %s%s · %s"
        .formatted(model, strategy, ShortForms.ofTrial(strategyParameters), numberFormat);
  }
}
