package io.sparing.train;

import io.sparing.script.ScriptModule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The parameters of a wrapped model by the order in which the way back reaches them.
 *
 * @param top above the layers, such as a head; all of a model that has no layers
 * @param layers by layer, from the first
 * @param start below the layers: embeddings
 */
record ParameterGroups(List<String> top, List<List<String>> layers, List<String> start) {

  /** Returns the groups of a model, by paths in the wrapped tree. */
  static ParameterGroups of(ScriptModule model, Layout layout) {
    List<String> top = new ArrayList<>();
    List<String> start = new ArrayList<>();
    List<String> modules = layout.layersOf(model);
    List<List<String>> layers =
        modules.stream().<List<String>>map(module -> new ArrayList<>()).toList();
    for (String path : model.allParameters().keySet()) {
      List<String> group = layout.starts(path) ? start : top;
      for (int layer = 0; layer < layers.size(); layer++) {
        group = path.startsWith(modules.get(layer) + ".") ? layers.get(layer) : group;
      }
      group.add(TrainingScript.MODEL + "." + path);
    }
    return new ParameterGroups(top, layers, start);
  }

  /** Returns the same groups with other paths in their places. */
  ParameterGroups map(UnaryOperator<String> change) {
    return new ParameterGroups(
        top.stream().map(change).toList(),
        layers.stream().map(layer -> layer.stream().map(change).toList()).toList(),
        start.stream().map(change).toList());
  }

  /** Returns all paths, the top first and the start last. */
  List<String> all() {
    List<String> all = new ArrayList<>(top);
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      all.addAll(layers.get(layer));
    }
    all.addAll(start);
    return all;
  }
}
