package io.sparing.recommend;

/**
 * The parts of a retrieval-augmented plan.
 *
 * @param embedder model that embeds the texts
 * @param generator model that writes the answer
 * @param index {@code flat}, {@code ivf} or {@code hnsw}
 */
public record Retrieval(String embedder, String generator, String index) {}
