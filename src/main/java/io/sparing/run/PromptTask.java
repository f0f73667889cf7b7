package io.sparing.run;

import io.sparing.adapt.Adaptation;
import io.sparing.data.DatasetManifest;
import io.sparing.data.Example;
import io.sparing.data.TokenIds;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.script.LoadedScript;
import io.sparing.script.ScriptModule;
import io.sparing.task.Inference;
import io.sparing.task.TextBatches;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.TrialFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A trial's task as its strategy sees it; embeds texts with the model as it was before adaptation,
 * which is loaded when it is first asked for and kept until this is closed.
 */
final class PromptTask implements Adaptation.Task, AutoCloseable {

  private final Corpus<?, ?> corpus;
  private final ScriptModule encoder;
  private final Workplace workplace;
  private LoadedScript loaded;
  private Measurements used = Measurements.NONE.with(Metric.TRAIN_EXAMPLES_USED, 0);

  PromptTask(Corpus<?, ?> corpus, ScriptModule encoder, Workplace workplace) {
    this.corpus = corpus;
    this.encoder = encoder;
    this.workplace = workplace;
  }

  @Override
  public int classes() {
    return manifest().labels().size();
  }

  @Override
  public List<String> descriptions(int label) {
    String words = manifest().labelDescriptions().get(manifest().labels().get(label));
    return manifest().promptTemplates().stream()
        .map(template -> template.replace("{label}", words))
        .toList();
  }

  @Override
  public float[][] embed(List<String> texts) {
    return embedRows(texts.stream().map(text -> new Example(text, "", 0)).toList());
  }

  @Override
  public float[][][] demonstrations(int shots, long seed) {
    List<Example> rows = new ArrayList<>(corpus.trainRows());
    Collections.shuffle(rows, new Random(seed));
    List<Example> chosen = new ArrayList<>();
    for (int label = 0; label < classes(); label++) {
      chosen.addAll(first(rows, label, shots));
    }
    used =
        used.with(Metric.SHOTS_USED, shots)
            .with(Metric.TRAIN_EXAMPLES_USED, (double) chosen.size());
    float[][] vectors = embedRows(chosen);
    float[][][] byClass = new float[classes()][shots][];
    for (int i = 0; i < vectors.length; i++) {
      byClass[i / shots][i % shots] = vectors[i];
    }
    return byClass;
  }

  @Override
  public int[] trainingLabels() {
    return corpus.trainRows().stream().mapToInt(Example::label).toArray();
  }

  @Override
  public void embedTraining(Adaptation.VectorTaker taker) {
    used = used.with(new RowEmbedding(corpus.train(), workplace).run(this::script, taker));
  }

  /** Returns how many labelled rows were asked for, and what embedding all of them took. */
  Measurements used() {
    return used;
  }

  private List<Example> first(List<Example> rows, int label, int shots) {
    List<Example> found = rows.stream().filter(row -> row.label() == label).limit(shots).toList();
    if (found.size() < shots) {
      throw new TrialFailure(
          FailureCategory.BAD_DATA,
          "Cannot draw %d demonstrations of class %s: the training rows have %d; lower shots"
              .formatted(shots, manifest().labels().get(label), found.size()));
    }
    return found;
  }

  private float[][] embedRows(List<Example> rows) {
    List<TokenIds> texts = corpus.tokenize(rows);
    int[] lengths = texts.stream().mapToInt(TokenIds::length).toArray();
    return Inference.run(script(), "embed", TextBatches.of(texts), lengths);
  }

  private LoadedScript script() {
    if (loaded == null) {
      try {
        loaded = LoadedScript.load(encoder, workplace.device()).paced(workplace.presence());
      } catch (IOException e) {
        throw new UncheckedIOException("Failed to load the model for embedding", e);
      }
    }
    return loaded;
  }

  @Override
  public void close() {
    if (loaded != null) {
      loaded.close();
    }
  }

  private DatasetManifest manifest() {
    return corpus.dataset().manifest();
  }
}
