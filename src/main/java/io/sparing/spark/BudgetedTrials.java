package io.sparing.spark;

import io.sparing.budget.Amounts;
import io.sparing.budget.Funds;
import io.sparing.budget.Reservation;
import io.sparing.ledger.Ledger;
import io.sparing.ledger.Reservations;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Admits the trials of a sweep as its budget allows. A trial begins when what is spent, what is
 * reserved and what it takes at most are within the budget together. One that would be, if those
 * under way took nothing, is waited for, so that the order is kept; one that cannot be is passed
 * over, and looked at again each time.
 */
final class BudgetedTrials implements TrialFeed {

  private final Spending spending;
  private final Ledger ledger;
  private final Reservations reservations;
  private final Funds funds;
  private final int all;
  private final List<TrialSpec> waiting = new ArrayList<>();
  private final Set<TrialSpec> lostOnce = new HashSet<>();
  private final List<String> lostTwice = new ArrayList<>();

  /**
   * @param ledger with the results of earlier runs
   * @param reservations of the same folder
   */
  BudgetedTrials(
      Spending spending, Ledger ledger, Reservations reservations, List<TrialSpec> trials) {
    this.spending = spending;
    this.ledger = ledger;
    this.reservations = reservations;
    this.all = trials.size();
    this.waiting.addAll(trials);
    this.funds =
        new Funds(
            spending.budget(),
            Reservation.spent(reservations.earlier(), ledger.entries(), spending.tariff()));
  }

  @Override
  public Optional<Admitted> next() {
    for (Iterator<TrialSpec> trials = waiting.iterator(); trials.hasNext(); ) {
      TrialSpec spec = trials.next();
      double seconds = spending.mostSeconds().applyAsDouble(spec);
      Amounts most = spending.tariff().most(spec, seconds);
      if (funds.fit(most)) {
        String id = spec.id();
        reservations.add(new Reservation(id, ledger.nextVersion(id), most, false));
        funds.reserve(id, most);
        trials.remove();
        return Optional.of(new Admitted(spec, Duration.ofNanos(Math.round(1e9 * seconds))));
      }
      if (funds.couldFit(most)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Counts what it took at most as spent; a trial that is lost for the first time waits again. */
  @Override
  public void lost(TrialSpec spec, String why, double seconds) {
    String id = spec.id();
    Amounts took = spending.tariff().most(spec, seconds);
    reservations.add(new Reservation(id, ledger.nextVersion(id), took, true));
    funds.settle(id, took);
    if (lostOnce.add(spec)) {
      waiting.add(spec);
    } else {
      lostTwice.add(why);
    }
  }

  /** Counts what a trial took that has ended, also without a reservation. */
  void finished(TrialResult result) {
    funds.settle(result.id(), spending.tariff().of(result));
  }

  /** Returns what is spent and reserved, in words. */
  String words() {
    return funds.words(spending.tariff().currency());
  }

  /** Returns what is left to say at the end; empty if every trial was started. */
  Optional<String> unstarted() {
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%d of %d trials were not started: the budget is spent, or what is left is too little for"
                    .formatted(waiting.size(), all)
                + " them (%s); they run when it grows".formatted(words()));
  }

  /**
   * Checks that each trial that was started has a result.
   *
   * @throws IllegalStateException if one has none
   */
  void checkNoneLost() {
    if (!lostTwice.isEmpty()) {
      throw new IllegalStateException(
          "Failed to run %d of %d trials, by no fault of theirs; start the sweep again to run them; of the first: %s"
              .formatted(lostTwice.size(), all, lostTwice.get(0)));
    }
  }
}
