package io.sparing.run;

import io.sparing.data.BadDataException;
import io.sparing.data.CachedTokens;
import io.sparing.data.DataReport;
import io.sparing.data.Dataset;
import io.sparing.data.Example;
import io.sparing.data.Finding;
import io.sparing.data.Split;
import io.sparing.data.TokenCache;
import io.sparing.data.TokenIds;
import io.sparing.data.Tokenizer;
import io.sparing.data.Validation;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.model.ModelManifest;
import io.sparing.task.Samples;
import io.sparing.task.Task;
import io.sparing.trial.TrialSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of one trial, tokenized for its model.
 *
 * @param <T> target of a row
 * @param <P> prediction of a model
 */
final class Corpus<T, P> {

  private static final int VALIDATION_ROWS = 300;
  private static final long CUT_ROWS_TOLD = 5;

  private final Dataset dataset;
  private final Tokenizer tokenizer;
  private final ModelManifest model;
  private final TrialSpec spec;
  private final Task<T, P> task;
  private CachedTokens tokens;

  Corpus(
      Dataset dataset, Tokenizer tokenizer, ModelManifest model, TrialSpec spec, Task<T, P> task) {
    this.dataset = dataset;
    this.tokenizer = tokenizer;
    this.model = model;
    this.spec = spec;
    this.task = task;
  }

  Task<T, P> task() {
    return task;
  }

  ModelManifest model() {
    return model;
  }

  Dataset dataset() {
    return dataset;
  }

  List<Example> trainRows() {
    return Dataset.sample(dataset.train(), spec.trainExamples(), spec.seed());
  }

  Samples<T, P> train() {
    return take(
        Split.TRAIN, Dataset.sampleRows(dataset.train(), spec.trainExamples(), spec.seed()));
  }

  /** The same rows for every trial of the data set, so that curves compare. */
  Samples<T, P> validation() {
    return take(Split.VALIDATION, Dataset.sampleRows(dataset.validation(), VALIDATION_ROWS, 0));
  }

  /** The same rows for every trial of as many test examples, so that results compare. */
  Samples<T, P> test() {
    return take(Split.TEST, Dataset.sampleRows(dataset.test(), spec.testExamples(), 0));
  }

  /** Returns how many classes the rows may have, and what was wrong in the rows. */
  Measurements findings() {
    DataReport report = dataset.report();
    return Measurements.NONE
        .with(Metric.ROWS_DROPPED, (double) report.dropped())
        .with(Metric.ROWS_EMPTY, (double) report.count(Finding.Kind.EMPTY_TEXT))
        .with(Metric.ROWS_NOT_UTF8, (double) report.count(Finding.Kind.NOT_UTF8))
        .with(Metric.ROWS_MALFORMED, (double) report.count(Finding.Kind.MALFORMED_ROW))
        .with(
            Metric.ROWS_UNKNOWN,
            (double)
                (report.count(Finding.Kind.UNKNOWN_LABEL)
                    + report.count(Finding.Kind.UNKNOWN_SPLIT)))
        .with(Metric.ROWS_NESTED, (double) report.count(Finding.Kind.NESTED))
        .with(
            Metric.ROWS_ODD_LABEL,
            (double)
                (report.count(Finding.Kind.ALIKE_LABEL)
                    + report.count(Finding.Kind.HIDDEN_IN_LABEL)
                    + report.count(Finding.Kind.NUMBER_FORM)))
        .with(Metric.ROWS_CONTRADICTING, (double) report.count(Finding.Kind.CONTRADICTING))
        .with(Metric.CLASSES_UNEVEN, (double) report.count(Finding.Kind.UNEVEN))
        .with(Metric.ROWS_LEAKED, (double) report.count(Finding.Kind.LEAKED))
        .with(Metric.ROWS_CUT, (double) rowsCut(tokens()))
        .with(Metric.CLASSES, (double) dataset.manifest().labels().size())
        .with(Metric.CLASSES_UNTRAINED, (double) report.count(Finding.Kind.NO_TRAINING_ROW));
  }

  /** Returns how many rows were measured on, and how long the longest text is of those read. */
  Measurements used() {
    Samples<T, P> test = test();
    List<Samples<T, P>> read = new ArrayList<>(List.of(test));
    if (spec.readsTrainingRows()) {
      read.add(train());
    }
    if (spec.training().isPresent()) {
      read.add(validation());
    }
    int longest =
        read.stream()
            .flatMap(split -> split.texts().stream())
            .mapToInt(TokenIds::length)
            .max()
            .orElse(0);
    return Measurements.NONE
        .with(Metric.TEST_EXAMPLES_USED, (double) test.texts().size())
        .with(Metric.MAX_LENGTH_USED, longest);
  }

  /**
   * Keeps the token ids of all rows that are not kept yet.
   *
   * @return what a person should know, in lines: how many rows the model will not read to their
   *     end, and where the first are; which split has fewer rows than are asked for
   */
  String tokenize() {
    return Stream.concat(
            Stream.of(cutRows(tokens())), tooFew().map(words -> words + "; all are used"))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  /**
   * Checks that there are as many rows as are asked for, where validation is strict.
   *
   * @throws BadDataException if there are fewer
   */
  void checkSizes() {
    String few = tooFew().collect(Collectors.joining("; "));
    if (spec.data().validation() == Validation.STRICT && !few.isEmpty()) {
      throw new BadDataException(
          "Invalid rows: %s; expected as many where validation is strict; ask for fewer, or for all with 0"
              .formatted(few));
    }
  }

  private Stream<String> tooFew() {
    return Stream.of(
            tooFew(Split.TRAIN, "train_examples", spec.trainExamples()),
            tooFew(Split.TEST, "test_examples", spec.testExamples()))
        .flatMap(Optional::stream);
  }

  private Optional<String> tooFew(Split split, String setting, int asked) {
    int rows = dataset.rows(split).size();
    if (asked <= rows) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s has %,d %s rows, fewer than %s asks for",
            dataset.manifest().name(),
            rows,
            split == Split.TRAIN ? "training" : "test",
            setting));
  }

  private Samples<T, P> take(Split split, int[] rows) {
    List<Example> all = dataset.rows(split);
    return new Samples<>(
        task,
        tokens().take(split, rows),
        Arrays.stream(rows).mapToObj(row -> task.target(all.get(row))).toList());
  }

  private CachedTokens tokens() {
    if (tokens == null) {
      tokens =
          checked(
              TokenCache.ofThisProcess()
                  .of(dataset, tokenizer, model.textPrefix(), spec.maxLength()));
    }
    return tokens;
  }

  private CachedTokens checked(CachedTokens found) {
    String cut = spec.data().validation() == Validation.STRICT ? cutRows(found) : "";
    if (!cut.isEmpty()) {
      throw new BadDataException(
          "Invalid rows: %s; expected all to be whole where validation is strict; raise max_length"
              .formatted(cut));
    }
    return found;
  }

  private String cutRows(CachedTokens found) {
    String first =
        Arrays.stream(Split.values())
            .flatMap(
                split ->
                    found
                        .cut(split)
                        .limit(CUT_ROWS_TOLD)
                        .mapToObj(row -> dataset.places().of(split, row)))
            .limit(CUT_ROWS_TOLD)
            .collect(Collectors.joining(", "));
    return first.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "%s reads %,d rows of %s cut to max_length %d; first %s",
            model.name(),
            rowsCut(found),
            dataset.manifest().name(),
            spec.maxLength(),
            first);
  }

  private static long rowsCut(CachedTokens found) {
    return Arrays.stream(Split.values()).mapToLong(split -> found.cut(split).count()).sum();
  }

  List<TokenIds> tokenize(List<Example> rows) {
    return tokenizer.encode(rows, model.textPrefix(), spec.maxLength());
  }
}
