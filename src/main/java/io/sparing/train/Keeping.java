package io.sparing.train;

import io.sparing.script.LoadedScript;
import io.sparing.script.TensorData;
import io.sparing.train.Decision.Action;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gathers the state of a training that runs, and spreads one that was kept.
 *
 * @param checkpoints where it is kept
 * @param script in which the training lives
 * @param step knows what moved
 * @param size of a pass
 * @param losses so far
 * @param scores validation scores by epoch
 * @param stopping early
 * @param freezer of layers, if they freeze
 */
record Keeping(
    Checkpoints checkpoints,
    LoadedScript script,
    TrainingStep step,
    PassSize size,
    LossLog losses,
    Map<Integer, Double> scores,
    EarlyStopping stopping,
    Optional<Freezer> freezer) {

  private static final String BEST = "best.";

  /** Takes up what an earlier process kept; returns how far it was. */
  Optional<Checkpoint.Progress> resume() {
    Checkpoints.Found found = checkpoints.find();
    if (found instanceof Checkpoints.Unusable unusable) {
      size.decide(Action.START_ANEW, size.rows(), unusable.why());
    }
    if (!(found instanceof Checkpoints.Kept kept)) {
      return Optional.empty();
    }
    resume(kept.checkpoint());
    return Optional.of(kept.checkpoint().progress());
  }

  private void resume(Checkpoint checkpoint) {
    Checkpoint.Progress progress = checkpoint.progress();
    ScriptState.restore(script, checkpoint.tensors());
    Map<String, TensorData> best = new LinkedHashMap<>();
    checkpoint
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(BEST)) {
                best.put(name.substring(BEST.length()), tensor);
              }
            });
    step.resume(progress.moved());
    losses.resume(progress.losses());
    scores.putAll(progress.scores());
    stopping.resume(progress.stopping(), best);
    freezer.ifPresent(it -> it.resume(progress.freezing()));
    int asked = size.rows();
    size.resume(progress.decisions(), progress.rows());
    size.at(progress.steps(), progress.seconds());
    size.decide(
        Action.RESUME,
        asked,
        "A process before was ended after step %d, when it had kept its state"
            .formatted(progress.steps()));
  }

  /** Keeps the state before a step if that is due. */
  void keep(long taken, double seconds) {
    size.at(taken, seconds);
    Optional<String> reason = checkpoints.due(seconds, size.pressed());
    if (reason.isEmpty()) {
      return;
    }
    size.decide(Action.SAVE_CHECKPOINT, size.rows(), reason.get());
    Map<String, TensorData> tensors = new LinkedHashMap<>(ScriptState.of(script));
    stopping.best().ifPresent(best -> best.forEach((path, it) -> tensors.put(BEST + path, it)));
    checkpoints.save(
        new Checkpoint(
            new Checkpoint.Progress(
                taken,
                step.moved(),
                seconds,
                size.rows(),
                losses.state(),
                scores,
                stopping.state(),
                freezer.map(Freezer::state).orElse(null),
                size.decisions()),
            tensors));
  }
}
