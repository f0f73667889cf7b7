package io.sparing.needs;

import io.sparing.adapt.Parameter;
import io.sparing.adapt.Strategies;
import io.sparing.adapt.Strategy;
import io.sparing.adapt.TrainedParameters;
import io.sparing.model.Families;
import io.sparing.model.ModelManifest;
import io.sparing.model.Models;
import io.sparing.quant.NumberFormat;
import io.sparing.quant.NumberFormats;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Works out sizes of a setup that rules name: its strategy, its model and its number format need
 * not be known here, as rules may come from elsewhere.
 */
public final class SetupSize {

  /** The efforts of setups, counted once, since counting builds the model's tree. */
  private static final Map<Setup, Effort> EFFORTS = new ConcurrentHashMap<>();

  private record Setup(
      String strategy, ModelManifest model, SortedMap<String, Object> parameters) {}

  private SetupSize() {}

  /**
   * Returns the bytes of a weight of a linear layer, as the format says. An unknown format counts
   * as the default one.
   */
  public static double bytesPerWeight(String numberFormat) {
    return Optional.ofNullable(NumberFormats.known().get(numberFormat))
        .map(NumberFormat::cost)
        .orElseGet(() -> NumberFormats.find(NumberFormats.DEFAULT).cost())
        .linearBytes();
  }

  /**
   * Returns the share of a model's weights that a strategy trains, with the head. It is counted on
   * the model itself, or on the first known one that runs if the model is unknown or does not run.
   *
   * @param settings texts by name; those that the strategy does not take are left alone
   * @return 0 without training, 1 if everything is trained or the strategy is unknown
   */
  public static double trainedShare(String strategy, String model, Map<String, String> settings) {
    try {
      Strategy known = Strategies.find(strategy);
      ModelManifest manifest = counted(model);
      long trained =
          TrainedParameters.count(
              known, manifest, parameters(known, settings), Assumptions.CLASSES);
      return Math.min(1, (double) trained / manifest.parameters());
    } catch (IllegalArgumentException e) {
      return 1; // the most that it may need, where the setup is unknown or does not fit the model
    }
  }

  /**
   * Returns the family of its arithmetic, counted likewise; full if the strategy is unknown or does
   * not fit.
   */
  static Effort effort(String strategy, String model, Map<String, String> settings) {
    try {
      Strategy known = Strategies.find(strategy);
      ModelManifest manifest = counted(model);
      return EFFORTS.computeIfAbsent(
          new Setup(strategy, manifest, parameters(known, settings)), SetupSize::effort);
    } catch (IllegalArgumentException e) {
      return Effort.FULL;
    }
  }

  private static Effort effort(Setup setup) {
    long trained =
        TrainedParameters.count(
            Strategies.find(setup.strategy()),
            setup.model(),
            setup.parameters(),
            Assumptions.CLASSES);
    long head = new EncoderSize(setup.model(), Assumptions.CLASSES).head();
    return Effort.of(trained, head, setup.model());
  }

  private static ModelManifest counted(String model) {
    return ModelSize.manifest(model)
        .filter(SetupSize::runs)
        .orElseGet(
            () ->
                Models.known().values().stream().filter(SetupSize::runs).findFirst().orElseThrow());
  }

  private static boolean runs(ModelManifest manifest) {
    return Families.architectures().contains(manifest.architecture());
  }

  private static SortedMap<String, Object> parameters(
      Strategy strategy, Map<String, String> settings) {
    SortedMap<String, Object> parameters = new TreeMap<>();
    for (Parameter parameter : strategy.parameters()) {
      String text = settings.get(parameter.name());
      parameters.put(
          parameter.name(), text == null ? parameter.defaultValue() : parameter.parse(text));
    }
    return parameters;
  }
}
