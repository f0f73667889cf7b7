package io.sparing.budget;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is spent of a budget, and reserved for what is under way. Both together never exceed it, as
 * long as nothing takes more than was reserved for it. Only one thread may use it.
 */
public final class Funds {

  private final Budget budget;
  private final Map<String, Amounts> reservations = new HashMap<>();
  private Amounts spent;

  /** Begins with what was spent before. */
  public Funds(Budget budget, Amounts spent) {
    this.budget = budget;
    this.spent = spent;
  }

  /** Returns whether that much may be reserved now. */
  public boolean fit(Amounts amounts) {
    return budget.holds(spent.plus(reserved()).plus(amounts));
  }

  /** Returns whether that much could be reserved if all that is under way took nothing. */
  public boolean couldFit(Amounts amounts) {
    return budget.holds(spent.plus(amounts));
  }

  /** Reserves for a trial, which has no reservation. */
  public void reserve(String trial, Amounts amounts) {
    reservations.put(trial, amounts);
  }

  /** Ends the reservation of a trial, if it has one, and counts what it took. */
  public void settle(String trial, Amounts taken) {
    reservations.remove(trial);
    spent = spent.plus(taken);
  }

  /** Returns what is spent. */
  public Amounts spent() {
    return spent;
  }

  /** Returns what is reserved. */
  public Amounts reserved() {
    return reservations.values().stream().reduce(Amounts.NONE, Amounts::plus);
  }

  /** Returns {@code spent 1.20 of 5.00 USD, 0.35 reserved}, of several caps with semicolons. */
  public String words(String currency) {
    Amounts held = reserved();
    return budget.caps().keySet().stream()
        .map(
            resource ->
                "%s, %s reserved"
                    .formatted(
                        budget.words(resource, spent, currency), Budget.number(held.of(resource))))
        .collect(Collectors.joining("; ", "spent ", ""));
  }
}
