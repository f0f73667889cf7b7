package io.sparing.train;

import io.sparing.script.ScriptModule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The parameters of a wrapped model by the order in which the way back reaches them.
 *
 * @param top above the layers, such as a head; all of a model that has no layers
 * @param layers by layer, from the first
 * @param start below the layers: embeddings
 */
record ParameterGroups(List<String> top, List<List<String>> layers, List<String> start) {

  private static final String START = TrainingScript.MODEL + ".bert.embeddings.";

  /** Where the layers are in a model. */
  private static final String LAYERS = "bert.encoder.layer";

  static ParameterGroups of(ScriptModule model) {
    List<String> top = new ArrayList<>();
    List<String> start = new ArrayList<>();
    List<List<String>> layers =
        IntStream.range(0, count(model)).<List<String>>mapToObj(i -> new ArrayList<>()).toList();
    ScriptModule bare = ScriptModule.of("Training").withChild(TrainingScript.MODEL, model);
    for (String path : bare.allParameters().keySet()) {
      List<String> group = path.startsWith(START) ? start : top;
      for (int layer = 0; layer < layers.size(); layer++) {
        group = path.startsWith(layer(layer) + ".") ? layers.get(layer) : group;
      }
      group.add(path);
    }
    return new ParameterGroups(top, layers, start);
  }

  /** The path of a layer in the wrapped tree. */
  static String layer(int layer) {
    return TrainingScript.MODEL + "." + LAYERS + "." + layer;
  }

  /** The same with other paths in their places. */
  ParameterGroups map(UnaryOperator<String> change) {
    return new ParameterGroups(
        top.stream().map(change).toList(),
        layers.stream().map(layer -> layer.stream().map(change).toList()).toList(),
        start.stream().map(change).toList());
  }

  /** All, the top first and the start last. */
  List<String> all() {
    List<String> all = new ArrayList<>(top);
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      all.addAll(layers.get(layer));
    }
    all.addAll(start);
    return all;
  }

  private static int count(ScriptModule model) {
    ScriptModule module = model;
    for (String key : LAYERS.split("\\.", -1)) {
      if (!module.children().containsKey(key)) {
        return 0;
      }
      module = module.at(key);
    }
    return module.children().size();
  }
}
