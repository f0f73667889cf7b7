package io.sparing.track;

import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.RunState;
import io.sparing.watch.SweepEnd;
import io.sparing.watch.SweepStart;
import io.sparing.watch.SweepWatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Puts what happens in an outbox to MLflow. It passes notices on from the thread that calls it,
 * with the next call.
 */
final class MlflowWatcher implements SweepWatcher {

  /** The most letters that wait: as many results as a large sweep has. */
  private static final int CAPACITY = 10_000;

  private static final Outbox.Pauses PAUSES =
      new Outbox.Pauses(Duration.ofMillis(500), Duration.ofSeconds(30), 5);

  /** How long a process waits that a signal ends. */
  private static final Duration HASTE = Duration.ofSeconds(4);

  private final Function<SweepStart, MlflowSweep> opening;
  private final Tally tally;
  private final Consumer<String> told;
  private final Duration patience;
  private final Outbox outbox;
  private MlflowSweep sweep;

  /**
   * @param opening makes what sends a sweep
   * @param patience how long the end waits for what is still to be sent
   */
  MlflowWatcher(
      Function<SweepStart, MlflowSweep> opening,
      Tally tally,
      Consumer<String> told,
      Duration patience) {
    this.opening = opening;
    this.tally = tally;
    this.told = told;
    this.patience = patience;
    this.outbox =
        new Outbox(
            CAPACITY,
            PAUSES,
            why -> tally.note("MLflow is not sent all: %s; the sweep goes on".formatted(why)));
  }

  @Override
  public void began(SweepStart start) {
    sweep = opening.apply(start);
    outbox.add(sweep::begin);
    tally.toSend(start.earlier().size());
    for (TrialResult earlier : start.earlier()) {
      outbox.add(() -> sweep.finish(WrittenResult.of(earlier)));
    }
  }

  @Override
  public void preparing(TrialSpec spec, double share) {
    tally.tell(told);
  }

  @Override
  public void teaching(TrialSpec teacher, double share) {
    tally.tell(told);
  }

  @Override
  public void started(TrialSpec spec) {
    Instant now = Instant.now();
    outbox.add(() -> sweep.start(spec, now));
    tally.tell(told);
  }

  @Override
  public void progressed(TrialSpec spec, double share) {
    tally.tell(told);
  }

  @Override
  public void finished(WrittenResult written) {
    tally.toSend(1);
    outbox.add(() -> sweep.finish(written));
    tally.tell(told);
  }

  @Override
  public void ended(SweepEnd end) {
    if (sweep == null) {
      outbox.close(Duration.ZERO);
      return;
    }
    Instant now = Instant.now();
    outbox.add(() -> sweep.end(end, now));
    outbox.close(end.state() == RunState.KILLED ? HASTE : patience);
    tally.tell(told);
    int missing = tally.trials() - tally.sent();
    if (missing > 0) {
      told.accept(
          "MLflow lacks %d of %d trials; this sends them: %s"
              .formatted(missing, tally.trials(), sweep.command()));
    }
  }
}
