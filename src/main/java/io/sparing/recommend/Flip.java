package io.sparing.recommend;

import io.sparing.selector.Feature;

/**
 * The nearest value of one limit at which the answer changes.
 *
 * @param feature the limit
 * @param sign {@code ≥}, {@code >}, {@code ≤} or {@code <}
 * @param threshold in the feature's unit
 * @param becomes the other answer in words
 */
public record Flip(Feature feature, String sign, double threshold, String becomes) {

  /** Returns the change in words, such as {@code memory < 4 GB: minilm-l6 · zero-shot · fp32}. */
  public String words() {
    return "%s %s %s: %s".formatted(feature.words(), sign, feature.format(threshold), becomes);
  }
}
