package io.sparing.model;

import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where things are in a model's tree; no other room knows its paths. A family makes the sites of a
 * model from its manifest. Paths are dotted and start at the root of an encoder as {@link
 * Encoders#load} gives it, and of a classifier around it.
 *
 * @param backbone path of the model without pooling and head
 * @param embeddings path of what lies below the layers
 * @param biases paths of the modules, below the embeddings, that make what every layer adds to its
 *     attention scores; empty where nothing is learned there
 * @param layers from the first
 * @param outerNorms paths of the norms outside the layers
 */
public record Sites(
    String backbone,
    String embeddings,
    List<String> biases,
    List<Layer> layers,
    List<String> outerNorms) {

  /** The roles of linear layers, by the names that {@code target_modules} uses. */
  public static final List<String> ROLES =
      List.of("query", "key", "value", "attention_output", "intermediate", "output");

  /**
   * One layer.
   *
   * @param path of its module
   * @param linear paths of its linear layers by role
   * @param norms paths of its norms
   */
  public record Layer(String path, Map<String, String> linear, List<String> norms) {

    /** Copies the maps, keeping their order. */
    public Layer {
      linear = Collections.unmodifiableMap(new LinkedHashMap<>(linear));
      norms = List.copyOf(norms);
    }
  }

  /**
   * A module whose {@code forward(x, residual)} takes the norm of a linear layer's answer and a
   * residual.
   *
   * @param path of the module
   * @param linear name of the linear layer in it
   * @param norm name of the norm in it
   */
  public record Residual(String path, String linear, String norm) {}

  /** Copies the lists. */
  public Sites {
    biases = List.copyOf(biases);
    layers = List.copyOf(layers);
    outerNorms = List.copyOf(outerNorms);
  }

  /**
   * Returns the sites of a model.
   *
   * @throws IllegalArgumentException if its architecture is not implemented
   */
  public static Sites of(ModelManifest manifest) {
    return Families.of(manifest).sites(manifest);
  }

  /** Returns the paths of the layers, from the first. */
  public List<String> layerPaths() {
    return layers.stream().map(Layer::path).toList();
  }

  /**
   * Returns the layer, counted from 0, that a path is in.
   *
   * @throws IllegalArgumentException if it is in none
   */
  public int layer(String path) {
    for (int layer = 0; layer < layers.size(); layer++) {
      if (path.startsWith(layers.get(layer).path() + ".")) {
        return layer;
      }
    }
    throw new IllegalArgumentException("Unknown site: %s is in no layer".formatted(path));
  }

  /**
   * Returns the paths of linear layers: layer by layer, those of these roles in the order of the
   * roles.
   *
   * @throws IllegalArgumentException if no layer has a linear layer of a role; the message lists
   *     the roles there are
   */
  public List<String> linear(List<String> roles) {
    roles.forEach(this::check);
    List<String> paths = new ArrayList<>();
    for (Layer layer : layers) {
      roles.stream().map(layer.linear()::get).filter(path -> path != null).forEach(paths::add);
    }
    return paths;
  }

  private void check(String role) {
    if (layers.stream().noneMatch(layer -> layer.linear().containsKey(role))) {
      Set<String> known =
          layers.stream()
              .flatMap(layer -> layer.linear().keySet().stream())
              .collect(Collectors.toCollection(LinkedHashSet::new));
      throw new IllegalArgumentException(
          "Unknown role: %s; linear layers of this model: %s"
              .formatted(role, String.join(", ", known)));
    }
  }

  /**
   * Returns a copy of a tree in which each of these linear layers, in the order of {@link #linear},
   * went through a function of its path and itself.
   *
   * @throws IllegalArgumentException as {@link #linear(List)}
   */
  public ScriptModule replace(
      ScriptModule tree,
      List<String> roles,
      BiFunction<String, ScriptModule, ScriptModule> change) {
    ScriptModule changed = tree;
    for (String path : linear(roles)) {
      changed = changed.replace(path, linear -> change.apply(path, linear));
    }
    return changed;
  }

  /**
   * Returns the modules, layer by layer, that add a residual to the answer of a role's linear layer
   * and take the norm of the sum.
   *
   * @throws IllegalArgumentException if the norm of a layer is elsewhere
   */
  public List<Residual> residuals(String role) {
    List<Residual> residuals = new ArrayList<>();
    for (Layer layer : layers) {
      String linear = layer.linear().getOrDefault(role, "");
      String path = parent(linear);
      String norm =
          layer.norms().stream()
              .filter(other -> parent(other).equals(path))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "Unknown site: no norm follows the linear layer %s of %s"
                              .formatted(role, layer.path())));
      residuals.add(new Residual(path, key(linear), key(norm)));
    }
    return residuals;
  }

  /** Returns the paths of all norms: those of the layers, then those outside. */
  public List<String> norms() {
    return Stream.concat(
            layers.stream().flatMap(layer -> layer.norms().stream()), outerNorms.stream())
        .toList();
  }

  /**
   * Returns names that weight decay leaves alone: of tensors, or of modules with all their tensors.
   * Biases and norms are not decayed.
   */
  public Set<String> undecayed() {
    return Stream.concat(norms().stream().map(Sites::key), Stream.of(Layers.BIAS))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String key(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }
}
