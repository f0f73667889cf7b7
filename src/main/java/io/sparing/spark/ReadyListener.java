package io.sparing.spark;

import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.TrialListener;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjDoubleConsumer;

/** Follows what is made ready for trials, and keeps what failed. For one thread. */
final class ReadyListener implements TrialListener {

  private final ObjDoubleConsumer<TrialSpec> progress;
  private final Consumer<TrialResult> end;
  private final Map<TrialSpec, TrialResult> failed = new HashMap<>();

  /**
   * @param progress called with the share that is done, 0 when it begins
   * @param end called when it is ready, has failed, or is left to its trials
   */
  ReadyListener(ObjDoubleConsumer<TrialSpec> progress, Consumer<TrialResult> end) {
    this.progress = progress;
    this.end = end;
  }

  @Override
  public void started(TrialSpec spec) {
    progress.accept(spec, 0);
  }

  @Override
  public void progressed(TrialSpec spec, double share) {
    progress.accept(spec, share);
  }

  @Override
  public void finished(WrittenResult written) {
    ended(written.result());
  }

  /** Called when it is ready, has failed, or is left to its trials. */
  void ended(TrialResult result) {
    if (!result.ok()) {
      failed.put(result.spec(), result);
    }
    end.accept(result);
  }

  /** Returns what failed because of what was asked, and how. */
  Map<TrialSpec, TrialResult> failed() {
    return failed;
  }
}
