package io.sparing.model;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * A family of encoders: what its files call the parts of the one tree that {@link EncoderTree}
 * builds of all of them. Strategies know that tree alone.
 */
public interface Architecture {

  /** What manifests and {@code model_type} in {@code config.json} call it, such as {@code bert}. */
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

  /** Whether {@link #className} puts a pooler after the encoder unless it is told not to. */
  boolean hasPooler();

  /**
   * Sizes, from {@code config.json}.
   *
   * @throws IllegalArgumentException if it has not what is needed, or asks for something that the
   *     tree does not compute; the message names the file, the key and the value
   */
  EncoderConfiguration read(ConfigJson config);

  /** Puts sizes into a {@code config.json}; the inverse of {@link #read}. */
  void write(EncoderConfiguration configuration, JsonObject config);

  /**
   * What its files call a weight of the tree, such as {@code
   * encoder.layer.0.attention.self.query.weight}. Names in files may follow {@link #prefix} and a
   * dot.
   */
  String weight(String name);
}
