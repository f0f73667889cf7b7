package io.sparing.run;

import com.google.gson.JsonObject;
import io.sparing.model.ModelFiles;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;

/**
 * What a training starts from. A trained teacher, or the state of a training, of another origin is
 * another, though its trial has the same id.
 *
 * @param trial that trains
 * @param device {@code cpu} or {@code gpu}
 * @param weightsSha256 of the model before, in hexadecimal
 * @param dataSha256 of the data set, in hexadecimal
 */
record TrainingOrigin(TrialSpec trial, String device, String weightsSha256, String dataSha256) {

  /**
   * Returns the origin of what is trained here and now.
   *
   * @throws IOException if the model's files cannot be read
   */
  static TrainingOrigin of(TrialSpec trial, Corpus<?, ?> corpus, Workplace workplace)
      throws IOException {
    return new TrainingOrigin(
        trial,
        workplace.device().getDeviceType(),
        ModelFiles.sha256(corpus.model()),
        corpus.dataset().sha256());
  }

  /** Returns a flat JSON object, but for the trial's settings. */
  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("trial", TrialSpecParser.toJson(trial));
    json.addProperty("device", device);
    json.addProperty("weights_sha256", weightsSha256);
    json.addProperty("data_sha256", dataSha256);
    return json;
  }
}
