package io.sparing.export;

import io.sparing.model.Classifier;
import io.sparing.model.Lanes;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.LinkedHashMap;
import java.util.Map;

/** The head of a model as Hugging Face names it. */
final class Heads {

  private Heads() {}

  /** {@code classifier.weight} [classes, hidden] and {@code classifier.bias} [classes]. */
  static Map<String, TensorData> linear(FinishedModel model) {
    ScriptModule head = model.merged().at(Classifier.HEAD);
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put("classifier.weight", Lanes.squeeze(head.tensor("weight"), 0));
    tensors.put("classifier.bias", Lanes.squeeze(head.tensor("bias"), 0));
    return tensors;
  }
}
