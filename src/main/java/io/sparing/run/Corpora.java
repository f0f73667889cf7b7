package io.sparing.run;

import io.sparing.data.DataSettings;
import io.sparing.data.Dataset;
import io.sparing.data.Datasets;
import io.sparing.data.ResolvedFiles;
import io.sparing.data.SourceFiles;
import io.sparing.data.Tokenizer;
import io.sparing.model.ModelCheck;
import io.sparing.model.ModelFiles;
import io.sparing.model.ModelManifest;
import io.sparing.task.Task;
import io.sparing.trial.TrialSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** The data sets and tokenizers that a trial's student and teacher share. Holds no weights. */
final class Corpora {

  private record DataKey(String dataset, DataSettings settings) {

    static DataKey of(TrialSpec spec) {
      return new DataKey(spec.dataset(), spec.data());
    }
  }

  private final Map<DataKey, Dataset> datasets = new HashMap<>();
  private final Map<String, Tokenizer> tokenizers = new HashMap<>();
  private final SourceFiles files = ResolvedFiles.ofThisProcess();

  /**
   * Returns a trial's rows, tokenized for a model.
   *
   * @param task what the rows ask
   * @throws IOException if a file of the model is missing or cannot be read
   */
  <T, P> Corpus<T, P> corpus(TrialSpec spec, Task<T, P> task, ModelManifest model)
      throws IOException {
    return new Corpus<>(dataset(spec), tokenizer(model), model, spec, task);
  }

  /** Returns the checksum of a trial's rows; empty if they were not read. */
  String sha256(TrialSpec spec) {
    Dataset dataset = datasets.get(DataKey.of(spec));
    return dataset == null ? "" : dataset.sha256();
  }

  private Dataset dataset(TrialSpec spec) {
    return datasets.computeIfAbsent(
        DataKey.of(spec), key -> Datasets.load(key.dataset(), key.settings(), files));
  }

  private Tokenizer tokenizer(ModelManifest manifest) throws IOException {
    Tokenizer known = tokenizers.get(manifest.name());
    if (known != null) {
      return known;
    }
    ModelCheck.refuse(manifest);
    try (InputStream json = ModelFiles.tokenizer(manifest)) {
      Tokenizer loaded = Tokenizer.load(json);
      tokenizers.put(manifest.name(), loaded);
      return loaded;
    }
  }
}
