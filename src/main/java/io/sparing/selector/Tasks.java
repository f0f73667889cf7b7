package io.sparing.selector;

import java.util.Map;

/** Which kind of task a data set is. */
final class Tasks {

  private static final Map<String, String> BY_DATA_SET =
      Map.ofEntries(
          Map.entry("wordnet-topic", "classification"),
          Map.entry("ag-news", "classification"),
          Map.entry("ag-news-120k", "classification"),
          Map.entry("sst-2", "classification"),
          Map.entry("glue-sst-2", "classification"),
          Map.entry("wordnet-pairs", "pair"),
          Map.entry("mrpc", "pair"),
          Map.entry("glue-mrpc", "pair"),
          Map.entry("qnli", "pair"),
          Map.entry("glue-qnli", "pair"),
          Map.entry("squad-2", "qa"),
          Map.entry("squad-2-full", "qa"),
          Map.entry("wordnet-qa", "qa"));

  private Tasks() {}

  /** The task; a data set that is not listed is a task of its own, named like it. */
  static String of(String dataset) {
    return BY_DATA_SET.getOrDefault(dataset, dataset);
  }
}
