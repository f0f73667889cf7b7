package io.sparing.train;

import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What training must know about where things are in a model's tree. Paths are dotted and start at
 * the model's root.
 *
 * @param start paths of the modules below the layers, such as embeddings
 * @param biases paths of the modules, all below those of {@code start}, that make what every layer
 *     adds to its attention scores
 * @param layers paths of the layers, from the first; a tree may lack all of them, such as a head
 *     that is trained alone
 * @param undecayed names of tensors, and of modules with all their tensors, that weight decay
 *     leaves alone
 */
public record Layout(
    List<String> start, List<String> biases, List<String> layers, Set<String> undecayed) {

  /** That of a head alone: no layers, and its bias is not decayed. */
  public static final Layout FLAT =
      new Layout(List.of(), List.of(), List.of(), Set.of(Layers.BIAS));

  /** Copies the collections. */
  public Layout {
    start = List.copyOf(start);
    biases = List.copyOf(biases);
    layers = List.copyOf(layers);
    undecayed = Set.copyOf(undecayed);
  }

  /** Returns whether weight decay shrinks the parameter at a path. */
  boolean decays(String path) {
    return Arrays.stream(path.split("\\.", -1)).noneMatch(undecayed::contains);
  }

  /** Returns whether a parameter is below the layers. */
  boolean starts(String path) {
    return start.stream().anyMatch(module -> path.startsWith(module + "."));
  }

  /** Whether a model trains what every layer adds to its attention scores. */
  boolean trainsBiases(ScriptModule model) {
    return model.allParameters().keySet().stream()
        .anyMatch(path -> biases.stream().anyMatch(module -> path.startsWith(module + ".")));
  }

  /** Paths of the layers that a model has: all or none. */
  List<String> layersOf(ScriptModule model) {
    return model.allModules().keySet().containsAll(layers) ? layers : List.of();
  }
}
