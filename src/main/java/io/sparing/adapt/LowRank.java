package io.sparing.adapt;

import io.sparing.model.Sites;
import io.sparing.script.Lanes;
import io.sparing.script.Layers;
import io.sparing.script.ScriptModule;
import io.sparing.script.TensorData;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Linear layers with low-rank factors beside them: {@code lora_A} [lanes, rank, in], {@code lora_B}
 * [lanes, out, rank] and {@code scaling} [lanes, 1, 1] around the {@code base_layer}.
 */
final class LowRank {

  /** The largest rank that may be written; a model's width is the limit of its own. */
  static final long MOST = 100_000;

  /** What two strategies cannot both add. */
  static final String ADDED = "low-rank factors beside the linear layers";

  static final Parameter RANK =
      Parameter.integer("lora_rank", 1, MOST, 8L, "rank of the two factors")
          .shownAs(ShortForm.after("r=").alsoInAdvice());
  static final Parameter ALPHA =
      Parameter.number(
          "lora_alpha", 1e-6, 1e6, 16.0, "scale of the update; it is divided by the rank");
  static final Parameter TARGETS =
      Parameter.texts(
          "target_modules",
          Sites.ROLES,
          List.of("query", "value"),
          "linear layers of every encoder layer that get factors");

  /** Settings of strategies whose ranks are fixed. */
  static final List<Parameter> PARAMETERS =
      List.of(
          RANK,
          ALPHA,
          Parameter.bool(
                  "use_rslora", false, "divide lora_alpha by the square root of lora_rank instead")
              .shownAs(ShortForm.wordUnless(false, "rs")),
          Parameter.patterns(
                  "rank_pattern",
                  LayerSpan.PATTERN + ":[1-9]\\d{0,4}",
                  "LAYER:RANK or FIRST-LAST:RANK, layers counted from 0",
                  "ranks of single layers, in place of lora_rank")
              .shownAs(ShortForm.value()),
          TARGETS);

  private static final String MODULE = "LoraLinear";

  private static final String FORWARD =
      """
      def forward(self, x: Tensor) -> Tensor:
        return self.beside(x, (self.base_layer).forward(x))
      """;

  /** One lane needs no batched products, whose gradients would have to be transposed. */
  private static final String BESIDE =
      """
      def beside(self, x: Tensor, y: Tensor) -> Tensor:
        lanes = torch.size(self.lora_A, 0)
        if torch.eq(lanes, 1):
          rows = torch.view(x, [-1, torch.size(x, -1)])
          right = torch.t(torch.squeeze(self.lora_A, 0))
          low = torch.mul(torch.mm(rows, right), torch.squeeze(self.scaling, 0))
          update = torch.mm(low, torch.t(torch.squeeze(self.lora_B, 0)))
          z = torch.add(y, torch.view(update, torch.size(y)))
        else:
          rows = torch.view(x, [lanes, -1, torch.size(x, -1)])
          low = torch.mul(torch.bmm(rows, torch.transpose(self.lora_A, 1, 2)), self.scaling)
          base = torch.reshape(y, [lanes, -1, torch.size(y, -1)])
          update = torch.baddbmm(base, low, torch.transpose(self.lora_B, 1, 2))
          z = torch.view(update, torch.size(y))
        return z
      """;

  private LowRank() {}

  /** {@link #PARAMETERS} and one more. */
  static List<Parameter> with(Parameter more) {
    return Stream.concat(PARAMETERS.stream(), Stream.of(more)).toList();
  }

  /**
   * Returns an encoder with factors at every targeted layer: {@code lora_A} from PEFT's uniform
   * distribution, {@code lora_B} of zeros. Ranks are padded with zeros, which stay zero, to the
   * largest of the lanes.
   */
  static ScriptModule wrap(ScriptModule encoder, Adaptation adaptation) {
    int layers = adaptation.manifest().layers();
    for (Adaptation.Lane lane : adaptation.lanes()) {
      checkRank("lora_rank", lane.integer("lora_rank"), adaptation);
      RankPattern.of(lane).check(layers);
      RankPattern.of(lane).ranks().forEach(rank -> checkRank("rank_pattern", rank, adaptation));
    }
    List<String> targets = adaptation.first().texts("target_modules");
    Sites sites = adaptation.sites();
    return sites.replace(
        encoder,
        targets,
        (path, linear) -> wrap(linear, path, sites.layer(path), adaptation.lanes()));
  }

  /**
   * Refuses a rank beyond the model's width, where factors hold more than the weight beside them.
   *
   * @throws IllegalArgumentException with the limit
   */
  static void checkRank(String setting, int rank, Adaptation adaptation) {
    int width = adaptation.manifest().hidden();
    if (rank > width) {
      throw new IllegalArgumentException(
          "Invalid %s: %d; expected a rank of at most %d, the width of model %s"
              .formatted(setting, rank, width, adaptation.manifest().name()));
    }
  }

  private static ScriptModule wrap(
      ScriptModule linear, String path, int layer, List<Adaptation.Lane> lanes) {
    TensorData weight = Layers.weight(linear);
    int in = weight.size(1);
    int[] ranks = lanes.stream().mapToInt(lane -> RankPattern.of(lane).rank(layer)).toArray();
    int rank = Arrays.stream(ranks).max().orElseThrow();
    float[] a = new float[lanes.size() * rank * in];
    float[] scaling = new float[lanes.size()];
    double bound = 1 / Math.sqrt(in);
    for (int k = 0; k < ranks.length; k++) {
      Adaptation.Lane lane = lanes.get(k);
      Random random = new Random(lane.seed() * 31 + path.hashCode());
      for (int i = 0; i < ranks[k] * in; i++) {
        a[k * rank * in + i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      double divisor = lane.flag("use_rslora") ? Math.sqrt(ranks[k]) : ranks[k];
      scaling[k] = (float) (lane.number("lora_alpha") / divisor);
    }
    return layer(
        TensorData.floats(a, lanes.size(), rank, in),
        TensorData.zeros(lanes.size(), weight.size(0), rank),
        TensorData.floats(scaling, lanes.size(), 1, 1),
        linear);
  }

  /** Returns a linear layer with these factors beside it. */
  static ScriptModule layer(TensorData a, TensorData b, TensorData scaling, ScriptModule base) {
    return ScriptModule.of(MODULE, FORWARD, BESIDE)
        .withParameter("lora_A", a)
        .withParameter("lora_B", b)
        .withBuffer("scaling", scaling)
        .withChild("base_layer", base);
  }

  /** Returns a model in which one lane's factors are added to the weights they are beside. */
  static ScriptModule merge(ScriptModule model, int lane) {
    return model.map((path, module) -> is(module) ? mergeLayer(module, lane) : module);
  }

  /**
   * Returns a model in which the factors are those of one lane alone, beside the weights as before.
   */
  static ScriptModule select(ScriptModule model, int lane) {
    return model.map((path, module) -> is(module) ? selectLayer(module, lane) : module);
  }

  /** Whether a module is a linear layer with factors beside it. */
  static boolean is(ScriptModule module) {
    return module.name().equals(MODULE);
  }

  /** A model whose first factors stay as they were drawn. */
  static ScriptModule withFrozenA(ScriptModule model) {
    return model.map(
        (path, module) ->
            is(module) ? module.withBuffer("lora_A", module.tensor("lora_A")) : module);
  }

  /** The factors of one lane alone. */
  static ScriptModule selectLayer(ScriptModule lora, int lane) {
    return lora.withBuffer("lora_A", Lanes.select(lora.tensor("lora_A"), lane))
        .withBuffer("lora_B", Lanes.select(lora.tensor("lora_B"), lane))
        .withBuffer("scaling", Lanes.select(lora.tensor("scaling"), lane));
  }

  /** A linear layer with one lane's factors added to the weight of the base layer. */
  static ScriptModule mergeLayer(ScriptModule lora, int lane) {
    ScriptModule base = lora.at("base_layer");
    TensorData weight = base.tensor("weight");
    TensorData aTensor = lora.tensor("lora_A");
    int out = weight.size(0);
    int in = weight.size(1);
    int rank = aTensor.size(1);
    float[] a = Lanes.squeeze(aTensor, lane).toFloats();
    float[] b = Lanes.squeeze(lora.tensor("lora_B"), lane).toFloats();
    float scaling = lora.tensor("scaling").toFloats()[lane];
    float[] merged = weight.toFloats();
    for (int o = 0; o < out; o++) {
      for (int r = 0; r < rank; r++) {
        float factor = scaling * b[o * rank + r];
        for (int i = 0; i < in; i++) {
          merged[o * in + i] += factor * a[r * in + i];
        }
      }
    }
    return Layers.linear(TensorData.floats(merged, out, in), Layers.bias(base));
  }
}
