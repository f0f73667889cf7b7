package io.sparing.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.sparing.train.Checkpoint;

/** The JSON form of how far a training is; losses of skipped steps are {@code NaN} in it. */
final class CheckpointParser {

  private static final Gson GSON = new GsonBuilder().serializeSpecialFloatingPointValues().create();

  private CheckpointParser() {}

  /** Returns the JSON form. */
  static JsonObject toJson(Checkpoint.Progress progress) {
    return GSON.toJsonTree(progress).getAsJsonObject();
  }

  /**
   * Reads what {@link #toJson} gave.
   *
   * @throws RuntimeException if it is something else
   */
  static Checkpoint.Progress progress(JsonObject json) {
    return GSON.fromJson(json, Checkpoint.Progress.class);
  }
}
