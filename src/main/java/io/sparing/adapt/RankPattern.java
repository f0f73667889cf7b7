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

  /** Returns the rank of a layer, counted from 0. */
  int rank(int layer) {
    int found = rank;
    for (String entry : entries) {
      found = span(entry).contains(layer) ? Integer.parseInt(after(entry)) : found;
    }
    return found;
  }

  /** Returns the ranks that the entries give. */
  List<Integer> ranks() {
    return entries.stream().map(entry -> Integer.valueOf(after(entry))).toList();
  }

  /**
   * Checks that every layer named exists.
   *
   * @throws IllegalArgumentException if one does not; the message names the entry
   */
  void check(int layers) {
    entries.forEach(entry -> span(entry).check(layers, "rank_pattern: " + entry));
  }

  private static LayerSpan span(String entry) {
    return LayerSpan.parse(entry.substring(0, entry.indexOf(':')));
  }

  private static String after(String entry) {
    return entry.substring(entry.indexOf(':') + 1);
  }
}
