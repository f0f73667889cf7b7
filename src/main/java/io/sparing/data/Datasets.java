package io.sparing.data;

import java.util.List;

/** The registry of data sets. */
public final class Datasets {

  /** The known names. */
  public static final List<String> NAMES = List.of("wordnet-topic", "wordnet-pairs");

  private Datasets() {}
}
