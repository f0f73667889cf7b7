package io.sparing.recommend;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.sparing.needs.ModelSize;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The sizes of models that rules name: those that Sparing knows by their manifests, and those that
 * the papers' rules call by names of their own by the resource {@code models-of-the-papers.json}
 * (sizes by Devlin et al., 2018, arXiv:1810.04805, and Chung et al., 2022, arXiv:2210.11416).
 */
final class ModelSizes {

  private static final String RESOURCE = "models-of-the-papers.json";
  private static final Map<String, ModelSize> OF_THE_PAPERS = load();
  private static final ModelSize TYPICAL = OF_THE_PAPERS.get("bert-base");

  private ModelSizes() {}

  /** Returns the model's size, or that of BERT base if nobody knows it. */
  static ModelSize of(String model) {
    return ModelSize.find(model).orElseGet(() -> OF_THE_PAPERS.getOrDefault(model, TYPICAL));
  }

  private static Map<String, ModelSize> load() {
    try (InputStreamReader in =
        new InputStreamReader(
            ModelSizes.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8)) {
      return Map.copyOf(new Gson().fromJson(in, new TypeToken<Map<String, ModelSize>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read " + RESOURCE, e);
    }
  }
}
