package io.sparing.model;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * What configurations and files of an architecture call the parts of the one tree of its {@link
 * Family}. Strategies know that tree alone.
 */
public interface Architecture {

  /**
   * Returns its name in manifests and in {@code model_type} of {@code config.json}, such as {@code
   * bert}.
   */
  String name();

  /** What names of weights in its files may follow, with a dot; as a rule its name. */
  default String prefix() {
    return name();
  }

  /** Modules of heads of its own whose weights in its files are left out. */
  default List<String> heads() {
    return List.of();
  }

  /** The class of {@code transformers} that reads it, such as {@code BertModel}. */
  String className();

  /** Returns whether {@link #className} puts a pooler after the encoder by default. */
  boolean hasPooler();

  /**
   * Reads sizes from {@code config.json}.
   *
   * @throws IllegalArgumentException if it lacks what is needed, or asks for something that the
   *     tree does not compute; the message names the file, the key and the value
   */
  Configuration read(ConfigJson config);

  /** Puts a model's sizes into a {@code config.json}; the inverse of {@link #read}. */
  void write(ModelManifest manifest, JsonObject config);

  /**
   * What its files call a weight of the tree, such as {@code
   * encoder.layer.0.attention.self.query.weight}. Names in files may follow {@link #prefix} and a
   * dot.
   */
  String weight(String name);
}
