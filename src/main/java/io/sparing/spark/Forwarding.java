package io.sparing.spark;

import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.TrialListener;

/** Hands all calls on to another listener. */
class Forwarding implements TrialListener {

  private final TrialListener listener;

  Forwarding(TrialListener listener) {
    this.listener = listener;
  }

  @Override
  public void preparing(TrialSpec spec, double share) {
    listener.preparing(spec, share);
  }

  @Override
  public void prepared(TrialResult result) {
    listener.prepared(result);
  }

  @Override
  public void teaching(TrialSpec teacher, double share) {
    listener.teaching(teacher, share);
  }

  @Override
  public void taught(TrialResult result) {
    listener.taught(result);
  }

  @Override
  public void notice(String text) {
    listener.notice(text);
  }

  @Override
  public void started(TrialSpec spec) {
    listener.started(spec);
  }

  @Override
  public void progressed(TrialSpec spec, double share) {
    listener.progressed(spec, share);
  }

  @Override
  public void spent(String words) {
    listener.spent(words);
  }

  @Override
  public void finished(WrittenResult written) {
    listener.finished(written);
  }
}
