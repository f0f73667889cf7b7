package io.sparing.look;

import com.google.gson.JsonObject;
import io.sparing.data.Dataset;
import io.sparing.data.DatasetManifest;
import io.sparing.data.Example;
import io.sparing.data.Split;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some rows of a data set as a small file, so that a trial does not read and tokenize all of them.
 * Classes keep their shares. A label stands there in the words that its data set has for it, since
 * that is what zero-shot compares texts with.
 */
final class LandmarkSample {

  private static final int MOST_ROWS = 200;
  private static final int VALIDATION_ROWS = 20;

  private static final String TEXT = "text";
  private static final String PAIR = "text_pair";
  private static final String LABEL = "label";
  private static final String SPLIT = "split";

  private final Path file;
  private final boolean pairs;
  private final int leastOfAClass;

  private LandmarkSample(Path file, boolean pairs, int leastOfAClass) {
    this.file = file;
    this.pairs = pairs;
    this.leastOfAClass = leastOfAClass;
  }

  /** Writes the sample of a data set into a folder. */
  static LandmarkSample write(Dataset dataset, Path folder) throws IOException {
    List<Example> train = some(dataset.train(), MOST_ROWS);
    Path file = folder.resolve("sample.jsonl");
    try (Writer out = Files.newBufferedWriter(file)) {
      write(out, dataset.manifest(), Split.TRAIN, train);
      write(out, dataset.manifest(), Split.VALIDATION, some(dataset.validation(), VALIDATION_ROWS));
      write(out, dataset.manifest(), Split.TEST, some(dataset.test(), MOST_ROWS));
    }
    int[] counts = new int[dataset.manifest().labels().size()];
    train.forEach(row -> counts[row.label()]++);
    boolean pairs = train.stream().anyMatch(row -> !row.pair().isEmpty());
    return new LandmarkSample(file, pairs, Arrays.stream(counts).min().orElse(0));
  }

  private static List<Example> some(List<Example> rows, int count) {
    return Dataset.sample(rows, count, 0);
  }

  private static void write(Writer out, DatasetManifest manifest, Split split, List<Example> rows)
      throws IOException {
    for (Example row : rows) {
      JsonObject json = new JsonObject();
      json.addProperty(TEXT, row.text());
      json.addProperty(PAIR, row.pair());
      json.addProperty(LABEL, manifest.labelDescriptions().get(manifest.labels().get(row.label())));
      json.addProperty(SPLIT, split.text());
      out.write(json + "\n");
    }
  }

  /** Returns the settings by which a trial reads the file. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("dataset", file.toAbsolutePath().toString());
    settings.put("text", TEXT);
    settings.put("label", LABEL);
    settings.put("text_pair", pairs ? PAIR : "");
    settings.put("split", SPLIT);
    return settings;
  }

  /** Returns how many training rows the rarest class has; 0 if there is none of it. */
  int leastOfAClass() {
    return leastOfAClass;
  }
}
