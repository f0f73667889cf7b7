package io.sparing.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registry of architectures that run. */
public final class Architectures {

  private static final Map<String, Architecture> KNOWN = known();

  private Architectures() {}

  private static Map<String, Architecture> known() {
    Map<String, Architecture> known = new LinkedHashMap<>();
    for (Architecture architecture :
        List.of(new BertArchitecture(), new DistilBertArchitecture(), new RobertaArchitecture())) {
      known.put(architecture.name(), architecture);
    }
    return Collections.unmodifiableMap(known);
  }

  /** Returns whether models of this architecture run. */
  public static boolean has(String name) {
    return KNOWN.containsKey(name);
  }

  /**
   * Returns the architecture of a model.
   *
   * @throws IllegalArgumentException if it is not implemented; the message lists those that are
   */
  public static Architecture of(ModelManifest manifest) {
    return find(manifest.architecture(), manifest.name());
  }

  static Architecture find(String name, String model) {
    Architecture architecture = KNOWN.get(name);
    if (architecture == null) {
      throw new IllegalArgumentException(
          "Cannot run %s: its architecture %s is not implemented yet; known: %s"
              .formatted(model, name, String.join(", ", KNOWN.keySet())));
    }
    return architecture;
  }
}
