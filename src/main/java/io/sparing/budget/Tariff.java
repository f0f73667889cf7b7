package io.sparing.budget;

import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;

/** Says what trials take of a budget. */
public interface Tariff {

  /** Returns what a trial takes at most if it goes on for so many seconds. */
  Amounts most(TrialSpec spec, double seconds);

  /** Returns what a trial has taken, however it ended. */
  Amounts of(TrialResult result);

  /** Returns the currency of its money. */
  String currency();
}
