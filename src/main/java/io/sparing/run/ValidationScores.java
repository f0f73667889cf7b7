package io.sparing.run;

import io.sparing.script.LoadedScript;
import io.sparing.script.Pace;
import io.sparing.task.Task;
import io.sparing.train.DivergedException;
import io.sparing.train.Trainer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;

/**
 * Scores the model in training after each epoch, by its task's own metric.
 *
 * @param <T> target
 * @param <P> prediction
 */
final class ValidationScores<T, P> implements Trainer.Listener {

  private final Task<T, P> task;
  private final Trainer.Inputs inputs;
  private final int[] lengths;
  private final List<T> targets;
  private final double stepsPerEpoch;
  private final DoubleConsumer progress;
  private final StepTimer timer;

  /**
   * @param inputs of the validation rows
   * @param lengths of these rows
   * @param targets of these rows
   * @param stepsPerEpoch for the message of a training that diverged
   * @param progress called with the share of the training that is done
   * @param timer of the steps
   */
  ValidationScores(
      Task<T, P> task,
      Trainer.Inputs inputs,
      int[] lengths,
      List<T> targets,
      double stepsPerEpoch,
      DoubleConsumer progress,
      StepTimer timer) {
    this.task = task;
    this.inputs = inputs;
    this.lengths = lengths;
    this.targets = targets;
    this.stepsPerEpoch = stepsPerEpoch;
    this.progress = progress;
    this.timer = timer;
  }

  @Override
  public Pace pace() {
    return timer.presence();
  }

  @Override
  public void begins(long steps, boolean alike) {
    timer.begins(steps, alike);
  }

  @Override
  public void stepBegins() {
    timer.stepBegins();
  }

  @Override
  public void stepEnds(long tokens, double seconds) {
    timer.stepEnds(tokens, seconds);
  }

  @Override
  public void progress(double share) {
    progress.accept(share);
  }

  @Override
  public OptionalDouble epoch(int epoch, LoadedScript script) {
    List<P> predictions = task.predict(script, inputs, lengths);
    if (!task.finite(predictions)) { // the epoch's last step was the one too far
      throw new DivergedException((long) (epoch * stepsPerEpoch), Double.NaN);
    }
    OptionalDouble score = task.score(predictions, targets).find(task.metric());
    return OptionalDouble.of(score.orElseThrow());
  }
}
