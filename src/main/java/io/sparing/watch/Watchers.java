package io.sparing.watch;

import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import java.util.List;
import java.util.function.Consumer;

/**
 * Several watchers as one, called in their order. The end may come from another thread, such as
 * that of a signal; what is called after it reaches nobody.
 */
public final class Watchers implements SweepWatcher {

  private final List<SweepWatcher> watchers;
  private boolean ended;

  /** Makes one of several. */
  public Watchers(List<SweepWatcher> watchers) {
    this.watchers = List.copyOf(watchers);
  }

  @Override
  public void began(SweepStart start) {
    each(watcher -> watcher.began(start));
  }

  @Override
  public void preparing(TrialSpec spec, double share) {
    each(watcher -> watcher.preparing(spec, share));
  }

  @Override
  public void prepared(TrialResult result) {
    each(watcher -> watcher.prepared(result));
  }

  @Override
  public void teaching(TrialSpec teacher, double share) {
    each(watcher -> watcher.teaching(teacher, share));
  }

  @Override
  public void taught(TrialResult result) {
    each(watcher -> watcher.taught(result));
  }

  @Override
  public void spent(String words) {
    each(watcher -> watcher.spent(words));
  }

  @Override
  public void notice(String text) {
    each(watcher -> watcher.notice(text));
  }

  @Override
  public void started(TrialSpec spec) {
    each(watcher -> watcher.started(spec));
  }

  @Override
  public void progressed(TrialSpec spec, double share) {
    each(watcher -> watcher.progressed(spec, share));
  }

  @Override
  public void finished(WrittenResult written) {
    each(watcher -> watcher.finished(written));
  }

  @Override
  public synchronized void ended(SweepEnd end) {
    each(watcher -> watcher.ended(end));
    ended = true;
  }

  private synchronized void each(Consumer<SweepWatcher> call) {
    if (!ended) {
      watchers.forEach(call);
    }
  }
}
