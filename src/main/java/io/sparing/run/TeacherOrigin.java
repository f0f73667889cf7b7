package io.sparing.run;

import com.google.gson.JsonObject;
import io.sparing.model.ModelFiles;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import java.io.IOException;

/**
 * What a trained teacher was made of. One of another origin is another teacher, though its trial
 * has the same id.
 *
 * @param trial that trained it
 * @param device {@code cpu} or {@code gpu}
 * @param weightsSha256 of the model before, in hexadecimal
 * @param dataSha256 of the data set, in hexadecimal
 */
record TeacherOrigin(TrialSpec trial, String device, String weightsSha256, String dataSha256) {

  /**
   * Returns the origin of a teacher that is trained here and now.
   *
   * @throws IOException if the model's files cannot be read
   */
  static TeacherOrigin of(TrialSpec trial, Corpus<?, ?> corpus, Workplace workplace)
      throws IOException {
    return new TeacherOrigin(
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
