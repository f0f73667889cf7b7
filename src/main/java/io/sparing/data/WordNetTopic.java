package io.sparing.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.sf.extjwnl.data.POS;

/**
 * Topic of a definition: the label is the lexicographer file that WordNet keeps the sense in. Every
 * class has the same number of rows. Definitions that are equal after normalisation are kept once,
 * and not at all if their labels differ; rows are chosen and ordered by a hash of the definition.
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
    List<Example> rows = rows(manifest.labels());
    List<Example> train = new ArrayList<>();
    List<Example> validation = new ArrayList<>();
    List<Example> test = new ArrayList<>();
    int[] seen = new int[manifest.labels().size()];
    for (Example row : rows) {
      int rank = seen[row.label()]++;
      if (rank < TEST) {
        test.add(row);
      } else if (rank < TEST + VALIDATION) {
        validation.add(row);
      } else if (rank < TEST + VALIDATION + TRAIN) {
        train.add(row);
      }
    }
    for (int label = 0; label < seen.length; label++) {
      if (seen[label] < TEST + VALIDATION + TRAIN) {
        throw new IllegalStateException(
            "Cannot fill class %s: %d rows".formatted(manifest.labels().get(label), seen[label]));
      }
    }
    return Dataset.of(manifest, train, validation, test);
  }

  private static List<Example> rows(List<String> labels) {
    SortedMap<String, List<Example>> byHash = new TreeMap<>();
    for (Sense sense : WordNet.senses(List.of(POS.NOUN))) {
      int label = labels.indexOf(sense.file());
      if (label >= 0) {
        byHash
            .computeIfAbsent(Checksum.of(sense.key()), hash -> new ArrayList<>())
            .add(new Example(sense.definition(), "", label));
      }
    }
    return byHash.values().stream()
        .filter(same -> same.stream().allMatch(row -> row.label() == same.get(0).label()))
        .map(same -> Collections.min(same, Comparator.comparing(Example::text)))
        .toList();
  }
}
