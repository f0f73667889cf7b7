package io.sparing.trial;

import io.sparing.data.Dataset;
import io.sparing.data.Example;
import io.sparing.data.TokenIds;
import io.sparing.data.Tokenizer;
import io.sparing.model.ModelManifest;
import java.util.List;

/** The rows of one trial, tokenized for its model. */
final class Corpus {

  private static final int VALIDATION_ROWS = 300;

  /** One split. */
  record Split(List<TokenIds> texts, List<Integer> labelList) {

    int[] labels() {
      return labelList.stream().mapToInt(Integer::intValue).toArray();
    }

    int[] lengths() {
      return texts.stream().mapToInt(TokenIds::length).toArray();
    }
  }

  private final Dataset dataset;
  private final Tokenizer tokenizer;
  private final ModelManifest model;
  private final TrialSpec spec;

  Corpus(Dataset dataset, Tokenizer tokenizer, ModelManifest model, TrialSpec spec) {
    this.dataset = dataset;
    this.tokenizer = tokenizer;
    this.model = model;
    this.spec = spec;
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

  Split train() {
    return tokenize(trainRows());
  }

  /** The same rows for every trial of the data set, so that curves compare. */
  Split validation() {
    return tokenize(Dataset.sample(dataset.validation(), VALIDATION_ROWS, 0));
  }

  /** The same rows for every trial of as many test examples, so that results compare. */
  Split test() {
    return tokenize(Dataset.sample(dataset.test(), spec.testExamples(), 0));
  }

  Split tokenize(List<Example> rows) {
    return new Split(
        tokenizer.encode(rows, model.textPrefix(), spec.maxLength()),
        rows.stream().map(Example::label).toList());
  }
}
