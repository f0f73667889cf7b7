package io.sparing.adapt;

import io.sparing.model.ModelManifest;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * Learned vectors before the tokens: at the input, from where they pass through every layer (Lester
 * et al., 2021, arXiv:2104.08691), or before the hidden states that some layers take, cut off again
 * after each of these (VPT-deep: Jia et al., 2022, arXiv:2203.12119). This is not P-tuning v2 (Liu
 * et al., 2021, arXiv:2110.07602), which trains a key and a value in place of each such vector:
 * twice as many numbers.
 */
public final class PromptTuning implements Strategy {

  /** Tokens of a text, the special ones included, that must have room beside the vectors. */
  private static final int LEAST_TEXT = 4;

  @Override
  public String name() {
    return "prompt";
  }

  @Override
  public String description() {
    return "Vectors before the tokens, at the input or at some layers, and the head, are trained.";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.integer(
                "num_virtual_tokens", 1, 100_000, 20L, "learned vectors before the tokens")
            .shownAs(ShortForm.after("n=")),
        Parameter.pattern(
                "prompt_layers",
                "input|early|middle|late|all|%1$s(?:\\+%1$s)*".formatted(LayerSpan.PATTERN),
                "one of input, early, middle, late, all, or layers such as 0-2+5, counted from 0",
                "input",
                "where they are: at the input, at a third of the layers, at all or at some such as"
                    + " 0-2+5")
            .shownAs(ShortForm.after("at ")));
  }

  @Override
  public OptionalDouble defaultLearningRate() {
    return OptionalDouble.of(1e-2);
  }

  @Override
  public Claims claims() {
    return Claims.adding("vectors before the tokens");
  }

  @Override
  public Sharing sharing() {
    return Sharing.alike("num_virtual_tokens", "prompt_layers");
  }

  @Override
  public int addedTokens(SortedMap<String, Object> parameters) {
    return parameters.get("prompt_layers").equals("input")
        ? Math.toIntExact((Long) parameters.get("num_virtual_tokens"))
        : 0;
  }

  @Override
  public ScriptModule encoder(ScriptModule encoder, Adaptation adaptation) {
    adaptation.lanes().forEach(lane -> checkRoom(lane, adaptation.manifest()));
    String where = adaptation.first().text("prompt_layers");
    if (where.equals("input")) {
      return Prompts.atInput(encoder, adaptation.sites(), prompt(adaptation, -1));
    }
    List<String> paths = adaptation.sites().layerPaths();
    ScriptModule model = encoder;
    for (int layer : layers(where, paths.size())) {
      model = Prompts.atLayer(model, paths.get(layer), prompt(adaptation, layer));
    }
    return model;
  }

  private static void checkRoom(Adaptation.Lane lane, ModelManifest manifest) {
    int most = manifest.maxLength() - LEAST_TEXT;
    if (lane.integer("num_virtual_tokens") > most) {
      throw new IllegalArgumentException(
          "Invalid num_virtual_tokens: %d; model %s takes at most %d, beside %d tokens of a text"
              .formatted(lane.integer("num_virtual_tokens"), manifest.name(), most, LEAST_TEXT));
    }
  }

  @Override
  public ScriptModule single(ScriptModule trained, int lane) {
    return Prompts.select(trained, lane);
  }

  /**
   * Layers counted from 0: the first, second or last third, all, or those named; at least one.
   *
   * @throws IllegalArgumentException if one that is named does not exist, or a third has none
   */
  static int[] layers(String where, int layers) {
    int[] found = found(where, layers);
    if (found.length == 0) {
      throw new IllegalArgumentException(
          "Invalid prompt_layers: %s; the model has layers 0 to %d, none of them in that third"
              .formatted(where, layers - 1));
    }
    return found;
  }

  private static int[] found(String where, int layers) {
    return switch (where) {
      case "early" -> IntStream.range(0, layers / 3).toArray();
      case "middle" -> IntStream.range(layers / 3, 2 * layers / 3).toArray();
      case "late" -> IntStream.range(2 * layers / 3, layers).toArray();
      case "all" -> IntStream.range(0, layers).toArray();
      default -> named(where, layers);
    };
  }

  private static int[] named(String where, int layers) {
    return Arrays.stream(where.split("\\+", -1))
        .map(LayerSpan::parse)
        .peek(span -> span.check(layers, "prompt_layers: " + where))
        .flatMapToInt(LayerSpan::layers)
        .distinct()
        .toArray();
  }

  /**
   * Vectors [lanes, tokens, width] from a normal distribution of deviation 0.02, as word embeddings
   * are. At the input they are as wide as these.
   *
   * @param layer that takes them; -1 for the input
   */
  private static TensorData prompt(Adaptation adaptation, int layer) {
    int lanes = adaptation.lanes().size();
    int tokens = adaptation.lanes().get(0).integer("num_virtual_tokens");
    int width = layer < 0 ? adaptation.manifest().embedding() : adaptation.manifest().hidden();
    float[] values = new float[lanes * tokens * width];
    for (int k = 0; k < lanes; k++) {
      Random random = new Random(adaptation.lanes().get(k).seed() * 31 + layer);
      for (int i = 0; i < tokens * width; i++) {
        values[k * tokens * width + i] = (float) (random.nextGaussian() * 0.02);
      }
    }
    return TensorData.floats(values, lanes, tokens, width);
  }
}
