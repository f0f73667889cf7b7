package io.sparing.needs;

import io.sparing.adapt.Kept;
import io.sparing.adapt.Site;
import io.sparing.adapt.Strategy;
import io.sparing.model.ModelManifest;
import io.sparing.quant.FormatCost;
import io.sparing.quant.NumberFormats;
import io.sparing.train.TrainingSettings;
import io.sparing.trial.TrialSpec;
import java.util.Optional;
import java.util.Set;

/**
 * The numbers of a trial that its peak of memory depends on.
 *
 * @param keeps what the strategy keeps beside what every strategy does
 * @param format number format of the deployed weights
 * @param parameters numbers in the model without a head, and in the vectors that it keeps
 * @param linear of these, numbers in the matrices of linear layers
 * @param layers of the model
 * @param hidden width
 * @param intermediate width of the feed-forward layers
 * @param heads attention heads
 * @param trainable numbers that it trains
 * @param kept layers whose activations training keeps for the way back; 0 where it makes no passes
 *     back through the encoder
 * @param weights whether gradients of the layers' own weights are computed
 * @param inside whether anything inside the layers is trained
 * @param checkpointing whether activations are computed anew on the way back
 * @param quantized whether linear layers are held in the format while it trains
 * @param rows in a forward and backward pass
 * @param answered rows answered in a pass
 * @param length tokens of the longest text, those that the strategy adds among them
 */
record MemoryShape(
    Set<Kept> keeps,
    String format,
    long parameters,
    long linear,
    int layers,
    int hidden,
    int intermediate,
    int heads,
    long trainable,
    int kept,
    boolean weights,
    boolean inside,
    boolean checkpointing,
    boolean quantized,
    int rows,
    int answered,
    int length) {

  /** Rows in a pass where a model only answers. */
  private static final int ANSWERED = 32;

  /** Copies what is kept. */
  MemoryShape {
    keeps = Set.copyOf(keeps);
  }

  /** Returns the shape of a trial whose longest text has so many tokens, if they are known. */
  static MemoryShape of(Outline trial, Optional<Integer> longest) {
    TrialSpec spec = trial.spec();
    ModelManifest model = trial.size().model();
    Optional<TrainingSettings> training = spec.training();
    int length = Math.min(spec.maxLength(), longest.orElse(spec.maxLength()));
    boolean back = trial.effort().passes() > 0;
    int batch = training.map(TrainingSettings::batchSize).orElse(ANSWERED);
    return new MemoryShape(
        trial.trial().strategy().keeps(),
        spec.numberFormat(),
        model.parameters() + trial.kept(),
        trial.size().linearParameters(),
        model.layers(),
        model.hidden(),
        model.intermediate(),
        model.heads(),
        trial.trainable(),
        back ? kept(spec, model.layers()) : 0,
        trial.trial().strategy().claims().trains().contains(Site.LINEAR_WEIGHTS),
        inside(trial.trial().strategy()),
        training.map(settings -> settings.memory().gradientCheckpointing()).orElse(false),
        trial.trial().strategy().trainsQuantized(),
        back ? (int) Math.min(batch, Math.max(1, trial.rows().train())) : ANSWERED,
        (int) Math.min(ANSWERED, Math.max(1, trial.rows().test())),
        length + trial.trial().strategy().addedTokens(spec.strategyParameters()));
  }

  private static boolean inside(Strategy strategy) {
    return !strategy.keeps().isEmpty() || strategy.claims().trains().size() > 1;
  }

  /** Layers at the bottom that stay frozen have no way back through them. */
  private static int kept(TrialSpec spec, int layers) {
    Object frozen = spec.strategyParameters().getOrDefault("frozen_layers", 0L);
    return Math.max(1, layers - ((Long) frozen).intValue());
  }

  /** Returns whether it is trained in 16 bits. */
  boolean half() {
    return NumberFormats.find(format).cost().otherBytes() < Float.BYTES;
  }

  /** Returns whether linear layers are deployed in codes that computing has to read. */
  boolean coded() {
    return !half() && NumberFormats.find(format).cost().linearBytes() < Float.BYTES;
  }

  /** Returns whether linear layers compute in the codes themselves, with buffers of their own. */
  boolean dynamic() {
    return coded() && NumberFormats.find(format).cost().answeringSpeed() > 1;
  }

  /** Returns the bytes of the deployed weights. */
  double deployed() {
    FormatCost cost = NumberFormats.find(format).cost();
    return cost.linearBytes() * linear + cost.otherBytes() * (parameters - linear);
  }
}
