package io.sparing.recommend;

/**
 * The parts of a retrieval-augmented plan.
 *
 * @param embedder model that embeds the texts
 * @param generator model that writes the answer
 * @param index {@code flat}, {@code ivf} or {@code hnsw}
 */
public record Retrieval(String embedder, String generator, String index) {

  /**
   * Returns the index for a machine: a flat one is exact and small; more memory buys the speed of
   * lists, then of a graph.
   *
   * @param memoryGigabytes of the machine, GB of 10^9 bytes
   */
  static String index(double memoryGigabytes) {
    if (memoryGigabytes < 8) {
      return "flat";
    }
    return memoryGigabytes <= 16 ? "ivf" : "hnsw";
  }
}
