package io.sparing.run;

import ai.djl.Device;
import io.sparing.adapt.HiddenStates;
import io.sparing.model.ModelManifest;
import io.sparing.model.Sites;
import io.sparing.script.LoadedScript;
import io.sparing.script.Pace;
import io.sparing.script.ScriptModule;
import io.sparing.task.Inference;
import io.sparing.train.Trainer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A teacher's answers to all training rows.
 *
 * @param logits [classes] of each row
 * @param states what a student's layers are matched with, if they are matched
 */
record Answers(float[][] logits, Optional<MatchedStates> states) implements AutoCloseable {

  /**
   * Asks a teacher, each row once.
   *
   * @param teacher a classifier as it is deployed
   * @param manifest the teacher's
   * @param lengths of the rows
   * @param layers of the student, if they are matched with the teacher's
   * @param pace stands between native calls
   * @throws IOException if the teacher cannot be written for libtorch, or there is no room for a
   *     file of states
   */
  static Answers of(
      ScriptModule teacher,
      ModelManifest manifest,
      Trainer.Inputs inputs,
      int[] lengths,
      OptionalInt layers,
      Device device,
      Pace pace)
      throws IOException {
    if (layers.isEmpty()) {
      try (LoadedScript script = LoadedScript.load(teacher, device).paced(pace)) {
        float[][] logits = Inference.run(script, "logits", inputs, lengths);
        return new Answers(logits, Optional.empty());
      }
    }
    MatchedStates states = MatchedStates.open(manifest, layers.getAsInt());
    try (LoadedScript script =
        LoadedScript.load(HiddenStates.addTo(teacher, Sites.of(manifest)), device).paced(pace)) {
      int width = manifest.layers() * manifest.hidden();
      float[][] logits = new float[lengths.length][];
      Inference.each(
          script,
          "logits_and_states",
          inputs,
          lengths,
          (row, values) -> {
            int classes = values.length - width;
            logits[row] = Arrays.copyOf(values, classes);
            states.put(row, values, classes);
          });
      return new Answers(logits, Optional.of(states));
    } catch (IOException | RuntimeException e) {
      states.close();
      throw e;
    }
  }

  @Override
  public void close() {
    states.ifPresent(MatchedStates::close);
  }
}
