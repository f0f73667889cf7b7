package io.sparing.adapt;

import java.util.List;

/**
 * The rank of each layer's factors: {@code lora_rank}, but where {@code rank_pattern} names a
 * layer, the rank that it gives.
 *
 * @param rank where the pattern names none
 * @param entries {@code LAYER:RANK} or {@code FIRST-LAST:RANK}; of two for a layer the later holds
 */
record RankPattern(int rank, List<String> entries) {

  static RankPattern of(Adaptation.Lane lane) {
    return new RankPattern(lane.integer("lora_rank"), lane.texts("rank_pattern"));
  }

  /** The rank of a layer, counted from 0. */
  int rank(int layer) {
    int found = rank;
    for (String entry : entries) {
      Span span = Span.parse(entry);
      found = span.first <= layer && layer <= span.last ? span.rank : found;
    }
    return found;
  }

  /**
   * Checks that every layer named exists.
   *
   * @throws IllegalArgumentException if one does not; the message names the entry
   */
  void check(int layers) {
    for (String entry : entries) {
      Span span = Span.parse(entry);
      if (span.last >= layers || span.first > span.last) {
        throw new IllegalArgumentException(
            "Invalid rank_pattern: %s; the model has layers 0 to %d".formatted(entry, layers - 1));
      }
    }
  }

  private record Span(int first, int last, int rank) {

    static Span parse(String entry) {
      String layers = entry.substring(0, entry.indexOf(':'));
      int dash = layers.indexOf('-');
      return new Span(
          Integer.parseInt(dash < 0 ? layers : layers.substring(0, dash)),
          Integer.parseInt(layers.substring(dash + 1)),
          Integer.parseInt(entry.substring(layers.length() + 1)));
    }
  }
}
