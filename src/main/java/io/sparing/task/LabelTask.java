package io.sparing.task;

import io.sparing.data.DatasetManifest;
import io.sparing.data.Example;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.script.LoadedScript;
import io.sparing.train.ClassLabels;
import io.sparing.train.LossSettings;
import io.sparing.train.Objective;
import io.sparing.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Each row gets one of the data set's labels. A target is the label's index; a prediction is the
 * logits [classes].
 *
 * @param name in manifests and tables
 * @param description one line
 */
record LabelTask(String name, String description) implements Task<Integer, float[]> {

  @Override
  public Optional<String> refusal(DatasetManifest data) {
    return data.labels().isEmpty() ? Optional.of("it has no labels") : Optional.empty();
  }

  @Override
  public Integer target(Example row) {
    return row.label();
  }

  @Override
  public Objective objective(List<Integer> targets, LossSettings settings) {
    return new ClassLabels(targets.stream().mapToInt(Integer::intValue).toArray(), settings);
  }

  @Override
  public List<float[]> predict(LoadedScript script, Trainer.Inputs inputs, int[] lengths) {
    return Arrays.asList(Inference.run(script, "logits", inputs, lengths));
  }

  @Override
  public boolean finite(List<float[]> predictions) {
    return Logits.finite(predictions);
  }

  @Override
  public Measurements score(List<float[]> predictions, List<Integer> targets) {
    return Logits.score(predictions, targets);
  }

  @Override
  public Metric metric() {
    return Metric.ACCURACY;
  }

  @Override
  public Metric validationMetric() {
    return Metric.VALIDATION_ACCURACY;
  }
}
