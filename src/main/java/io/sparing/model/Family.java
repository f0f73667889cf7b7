package io.sparing.model;

import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Models that become one tree: encoders are one family. A family is one class and one line in
 * {@link Families}; its architectures say what configurations and files call its parts.
 */
public interface Family {

  /** Its name, such as {@code encoder}. */
  String name();

  /** What its models can be asked for. */
  Set<Ability> abilities();

  /** Its architectures, in the order in which messages list them. */
  List<Architecture> architectures();

  /** Where things are in the tree of a model. */
  Sites sites(ModelManifest manifest);

  /** The shapes of a model's weights by their names in the tree of the backbone. */
  Map<String, long[]> shapes(ModelManifest manifest);

  /**
   * Builds a model's tree, all frozen, as {@link Encoders#load} gives it.
   *
   * @param weights all that {@link #shapes} lists, in these shapes
   */
  ScriptModule tree(Map<String, TensorData> weights, ModelManifest manifest);
}
