package io.sparing.budget;

import io.sparing.trial.StoredResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was set aside for one run of a trial before it began.
 *
 * @param trial its id
 * @param version that its result would have, from 1
 * @param amounts what it may take at most
 */
public record Reservation(String trial, long version, Amounts amounts) {

  private record Key(String trial, long version) {}

  /**
   * Returns what a sweep has spent when nothing is under way: what each result took, and all that
   * was reserved for runs that left none, since a driver or an executor died meanwhile.
   *
   * @param reservations in the order in which they were made
   * @param results every result that was committed
   */
  public static Amounts spent(
      List<Reservation> reservations, List<StoredResult> results, Tariff tariff) {
    Map<Key, Amounts> last = new HashMap<>();
    Amounts spent = Amounts.NONE;
    for (Reservation made : reservations) {
      Amounts lost = last.put(new Key(made.trial(), made.version()), made.amounts());
      spent = spent.plus(lost == null ? Amounts.NONE : lost);
    }
    for (StoredResult result : results) {
      Amounts reserved = last.remove(new Key(result.id(), result.version()));
      Amounts unknown = reserved == null ? Amounts.NONE : reserved;
      spent = spent.plus(result.result().map(tariff::of).orElse(unknown));
    }
    return last.values().stream().reduce(spent, Amounts::plus);
  }
}
