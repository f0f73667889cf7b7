package io.sparing.selector;

import java.util.Map;

/** Which kind of task a data set is. */
final class Tasks {

  private static final Map<String, String> BY_DATA_SET =
      Map.of(
          "wordnet-topic", "classification",
          "ag-news", "classification",
          "sst-2", "classification",
          "wordnet-pairs", "pair",
          "mrpc", "pair",
          "qnli", "pair",
          "squad-2", "qa",
          "wordnet-qa", "qa");

  private Tasks() {}

  /** The task; a data set that is not listed is a task of its own, named like it. */
  static String of(String dataset) {
    return BY_DATA_SET.getOrDefault(dataset, dataset);
  }
}
