package io.sparing.sweep;

import io.sparing.adapt.TrainedParameters;
import io.sparing.needs.Assumptions;
import io.sparing.plan.ResolvedTrial;
import io.sparing.train.TrainingSettings;
import io.sparing.trial.TrialSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds, before anything runs, what a trial's model or strategy cannot take. */
final class TrialCheck {

  private final Map<List<Object>, Optional<String>> known = new HashMap<>();

  /** Returns why a trial cannot run; empty if nothing speaks against it. */
  Optional<String> objection(TrialSpec spec) {
    try {
      ResolvedTrial trial = ResolvedTrial.of(spec);
      return Stream.of(ofParameters(trial), ofLength(trial), ofLoss(trial))
          .flatMap(Optional::stream)
          .findFirst();
    } catch (IllegalArgumentException e) {
      return Optional.of(Objects.requireNonNull(e.getMessage()));
    }
  }

  private static Optional<String> ofLength(ResolvedTrial trial) {
    TrialSpec spec = trial.spec();
    int added = trial.strategy().addedTokens(spec.strategyParameters());
    int room = trial.model().maxLength() - added;
    return added > 0 && spec.maxLength() > room
        ? Optional.of(
            "Invalid max_length: %d; beside %d virtual tokens model %s takes at most %d tokens"
                .formatted(spec.maxLength(), added, spec.model(), room))
        : Optional.empty();
  }

  private static Optional<String> ofLoss(ResolvedTrial trial) {
    TrialSpec spec = trial.spec();
    if (!trial.strategy().ownLoss() || spec.training().isEmpty()) {
      return Optional.empty();
    }
    TrainingSettings training = spec.training().get();
    if (training.memory().gradientCheckpointing()) {
      return Optional.of(
          "Invalid gradient_checkpointing: true; the loss of %s cannot be computed layer by layer"
              .formatted(spec.strategy()));
    }
    return training.loss().labelSmoothing() > 0
        ? Optional.of(
            "Invalid label_smoothing: %s; the loss of %s does not smooth labels, a teacher's answers"
                    .formatted(training.loss().labelSmoothing(), spec.strategy())
                + " are soft already")
        : Optional.empty();
  }

  /** Asks the strategy itself, once for trials that differ in nothing that it sees. */
  private Optional<String> ofParameters(ResolvedTrial trial) {
    TrialSpec spec = trial.spec();
    List<Object> key = List.of(spec.strategy(), spec.model(), spec.strategyParameters());
    return known.computeIfAbsent(key, k -> adapted(trial));
  }

  private static Optional<String> adapted(ResolvedTrial trial) {
    try {
      TrainedParameters.count(
          trial.strategy(), trial.model(), trial.spec().strategyParameters(), Assumptions.CLASSES);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(Objects.requireNonNull(e.getMessage()));
    }
  }
}
