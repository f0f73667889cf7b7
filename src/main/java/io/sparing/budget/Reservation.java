package io.sparing.budget;

import io.sparing.trial.StoredResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was set aside for one run of a trial before it began; or what that run came to, where it is
 * over without a result.
 *
 * @param trial its id
 * @param version that its result would have, from 1
 * @param amounts what it may take at most; of one that is over, what it took at most
 * @param over whether it is over without a result
 */
public record Reservation(String trial, long version, Amounts amounts, boolean over) {

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
      Key key = new Key(made.trial(), made.version());
      Amounts before = last.remove(key);
      if (made.over()) {
        spent = spent.plus(made.amounts());
      } else {
        spent = spent.plus(before == null ? Amounts.NONE : before);
        last.put(key, made.amounts());
      }
    }
    for (StoredResult result : results) {
      Amounts reserved = last.remove(new Key(result.id(), result.version()));
      Amounts unknown = reserved == null ? Amounts.NONE : reserved;
      spent = spent.plus(result.result().map(tariff::of).orElse(unknown));
    }
    return last.values().stream().reduce(spent, Amounts::plus);
  }
}
