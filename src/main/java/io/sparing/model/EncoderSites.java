package io.sparing.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The sites of {@link EncoderTree}. */
final class EncoderSites {

  /** Name of the backbone in an encoder. */
  static final String BACKBONE = "bert";

  private static final String LAYERS = BACKBONE + ".encoder.layer.";

  /** Paths in a layer by role. */
  private static final Map<String, String> LINEAR =
      Map.of(
          "query", "attention.self.query",
          "key", "attention.self.key",
          "value", "attention.self.value",
          "attention_output", "attention.output.dense",
          "intermediate", "intermediate.dense",
          "output", "output.dense");

  private EncoderSites() {}

  static Sites of(EncoderConfiguration sizes) {
    String embeddings = BACKBONE + ".embeddings";
    return new Sites(
        BACKBONE,
        embeddings,
        sizes.relativeBuckets() == 0
            ? List.of()
            : List.of(BACKBONE + "." + EncoderShapes.RELATIVE_BIAS),
        IntStream.range(0, sizes.layers()).mapToObj(layer -> layer(LAYERS + layer)).toList(),
        List.of(embeddings + ".LayerNorm"));
  }

  private static Sites.Layer layer(String path) {
    Map<String, String> linear = new LinkedHashMap<>();
    Sites.ROLES.forEach(role -> linear.put(role, path + "." + LINEAR.get(role)));
    return new Sites.Layer(
        path, linear, List.of(path + ".attention.output.LayerNorm", path + ".output.LayerNorm"));
  }
}
