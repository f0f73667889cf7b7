package io.sparing.model;

import io.sparing.weights.MalformedWeightsException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Looks at a model's files before anything is computed with them. */
public final class ModelCheck {

  private ModelCheck() {}

  /**
   * Refuses a model whose weights or tokenizer do not fit its configuration. Reads headers and the
   * tokenizer, and computes nothing.
   *
   * @throws IOException if a file cannot be found, downloaded or read
   * @throws IllegalArgumentException if the model is refused; the message names the file, and what
   *     is wrong with it
   */
  public static void refuse(ModelManifest manifest) throws IOException {
    try {
      FileWeights.check(WeightFiles.read(ModelFiles.weights(manifest)), manifest);
    } catch (MalformedWeightsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    TokenizerJson tokenizer = tokenizer(manifest);
    int rows = manifest.configuration().vocabulary();
    if (tokenizer.largestId() >= rows) {
      throw new IllegalArgumentException(
          "Invalid tokenizer of %s: it has token ids up to %d (%s); the embedding table has %d rows"
              .formatted(manifest.name(), tokenizer.largestId(), tokenizer.largest(), rows));
    }
    if (manifest.pooling().equals("cls") && !tokenizer.begins()) {
      throw new IllegalArgumentException(
          "Invalid tokenizer of %s: it puts no special token before a text, and pooling cls takes the first"
              .formatted(manifest.name()));
    }
    manifest.source().refuseSettings(manifest, tokenizer);
  }

  /**
   * Returns what a person should know about a model that is not refused, a line each.
   *
   * @param maxLength most tokens of a text
   * @throws IOException if a file cannot be found, downloaded or read
   */
  public static List<String> notices(ModelManifest manifest, int maxLength) throws IOException {
    List<String> notices = new ArrayList<>();
    TokenizerJson tokenizer = tokenizer(manifest);
    if (!tokenizer.begins() || !tokenizer.ends()) {
      notices.add(
          "%s reads texts without the special tokens it was trained with: its tokenizer puts none %s them"
              .formatted(manifest.name(), whereNone(tokenizer)));
    }
    notices.addAll(manifest.source().notices(manifest, maxLength));
    return notices;
  }

  private static String whereNone(TokenizerJson tokenizer) {
    if (tokenizer.begins()) {
      return "after";
    }
    return tokenizer.ends() ? "before" : "before or after";
  }

  private static TokenizerJson tokenizer(ModelManifest manifest) throws IOException {
    String what = "tokenizer of " + manifest.name();
    try (InputStream in = ModelFiles.tokenizer(manifest)) {
      return TokenizerJson.of(StrictJson.read(in, what), what);
    }
  }
}
