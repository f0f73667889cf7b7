package io.sparing.data;

import io.sparing.sources.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Reads the task: what is the topic of a definition? The label is the lexicographer file that
 * WordNet keeps the sense in. Every class has the same number of rows. Definitions that are equal
 * after normalisation are kept once, and not at all if their labels differ; rows are chosen by a
 * hash of the definition.
 */
final class WordNetTopic {

  private static final int TRAIN = 1000;
  private static final int VALIDATION = 125;
  private static final int TEST = 166;

  private WordNetTopic() {}

  /**
   * Reads the rows whose file is one of the manifest's labels.
   *
   * @throws IllegalStateException if WordNet cannot be read or a label has too few rows
   */
  static Dataset read(DatasetManifest manifest) {
    List<List<Example>> classes = classes(manifest.labels());
    for (int label = 0; label < classes.size(); label++) {
      if (classes.get(label).size() < TEST + VALIDATION + TRAIN) {
        throw new IllegalStateException(
            "Cannot fill class %s of %s: %d rows"
                .formatted(
                    manifest.labels().get(label), manifest.name(), classes.get(label).size()));
      }
    }
    return Dataset.of(
        manifest,
        interleaved(classes, TEST + VALIDATION, TRAIN),
        interleaved(classes, TEST, VALIDATION),
        interleaved(classes, 0, TEST));
  }

  /** Takes rows of every class in turn, so that any run of rows holds all classes alike. */
  private static List<Example> interleaved(List<List<Example>> classes, int first, int count) {
    return IntStream.range(first, first + count)
        .boxed()
        .flatMap(rank -> classes.stream().map(rows -> rows.get(rank)))
        .toList();
  }

  private static List<List<Example>> classes(List<String> labels) {
    List<Example> rows = rows(labels);
    return IntStream.range(0, labels.size())
        .mapToObj(label -> rows.stream().filter(row -> row.label() == label).toList())
        .toList();
  }

  /** Returns all rows, ordered by hash. */
  private static List<Example> rows(List<String> labels) {
    SortedMap<String, List<Example>> byHash = new TreeMap<>();
    for (Sense sense : WordNet.senses("noun")) {
      int label = labels.indexOf(sense.file());
      if (label >= 0) {
        byHash
            .computeIfAbsent(Sha256.of(sense.key()), hash -> new ArrayList<>())
            .add(new Example(sense.definition(), "", label));
      }
    }
    return byHash.values().stream()
        .filter(same -> same.stream().allMatch(row -> row.label() == same.get(0).label()))
        .map(same -> Collections.min(same, Comparator.comparing(Example::text)))
        .toList();
  }
}
