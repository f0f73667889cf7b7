package io.sparing.model;

import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The linear layers of an encoder layer, by the names that {@code target_modules} uses. */
public final class Targets {

  private static final Map<String, String> PATHS =
      Map.of(
          "query", "attention.self.query",
          "key", "attention.self.key",
          "value", "attention.self.value",
          "attention_output", "attention.output.dense",
          "intermediate", "intermediate.dense",
          "output", "output.dense");

  /** The known names. */
  public static final List<String> NAMES =
      List.of("query", "key", "value", "attention_output", "intermediate", "output");

  private Targets() {}

  /** The weight [out, in] of a linear layer, whatever strategies have put around it. */
  public static TensorData weight(ScriptModule linear) {
    return linear.children().containsKey("base_layer")
        ? weight(linear.at("base_layer"))
        : linear.tensor("weight");
  }

  /** A path of {@link #paths} in the TorchScript of the model's root. */
  public static String expression(String path) {
    return path.replaceFirst(
        "^bert\\.encoder\\.layer\\.(\\d+)", "getattr(self.bert.encoder.layer, \"$1\")");
  }

  /** The encoder layer, counted from 0, that a path of {@link #paths} is in. */
  public static int layer(String path) {
    return Integer.parseInt(path.split("\\.", -1)[3]);
  }

  /**
   * Paths in an encoder as {@link Encoders#load} gives it: every layer, the named linear layers of
   * each.
   */
  public static List<String> paths(ModelManifest manifest, List<String> names) {
    List<String> paths = new ArrayList<>();
    for (int layer = 0; layer < manifest.layers(); layer++) {
      for (String name : names) {
        paths.add("bert.encoder.layer." + layer + "." + PATHS.get(name));
      }
    }
    return paths;
  }

  /**
   * A copy of an encoder in which each of these layers, in {@link #paths} order, went through a
   * function of its path and itself.
   */
  public static ScriptModule replace(
      ScriptModule encoder,
      ModelManifest manifest,
      List<String> names,
      BiFunction<String, ScriptModule, ScriptModule> change) {
    ScriptModule model = encoder;
    for (String path : paths(manifest, names)) {
      model = model.replace(path, linear -> change.apply(path, linear));
    }
    return model;
  }
}
