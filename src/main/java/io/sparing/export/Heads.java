package io.sparing.export;

import io.sparing.model.Classifier;
import io.sparing.script.Lanes;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives the head of a model the names that Hugging Face uses. */
final class Heads {

  private Heads() {}

  /**
   * Returns {@code classifier.weight} [classes, hidden] and {@code classifier.bias} [classes] of
   * one lane.
   */
  static Map<String, TensorData> linear(ScriptModule classifier, int lane) {
    ScriptModule head = classifier.at(Classifier.HEAD);
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put("classifier.weight", Lanes.squeeze(head.tensor("weight"), lane));
    tensors.put("classifier.bias", Lanes.squeeze(Layers.bias(head), lane));
    return tensors;
  }
}
