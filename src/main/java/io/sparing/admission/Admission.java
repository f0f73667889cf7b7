package io.sparing.admission;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lets trials start one by one as memory becomes free. They wait in the order in which they came.
 * One that does not fit yet may be overtaken by smaller ones, but only a few times: then all wait
 * for it, so that a large trial is never starved. One that is larger than all there is runs alone.
 * It is safe for concurrent use.
 */
public final class Admission {

  /** How often a trial that waits is overtaken. */
  private static final int MOST_OVERTAKEN = 4;

  private final long hostBytes;
  private final List<Card> cards;
  private final List<Ticket> waiting = new ArrayList<>();
  private long taken;

  private static final class Card {
    final Gpu gpu;
    long taken;
    int trials;

    Card(Gpu gpu) {
      this.gpu = gpu;
    }
  }

  private static final class Ticket {
    final ExpectedMemory expected;
    int overtaken;

    Ticket(ExpectedMemory expected) {
      this.expected = expected;
    }
  }

  /**
   * Makes an admission to a machine where no trial runs.
   *
   * @param hostBytes what all trials together may take
   * @param gpus on which they run; none if they run on the CPU
   */
  public Admission(long hostBytes, List<Gpu> gpus) {
    this.hostBytes = hostBytes;
    this.cards = gpus.stream().map(Card::new).toList();
  }

  /**
   * Makes an admission to this machine.
   *
   * @param gpus on which trials run; none if they run on the CPU
   */
  public static Admission here(MemoryBudget budget, List<Gpu> gpus) {
    return new Admission(budget.bytes(HostBytes.here()), gpus);
  }

  /**
   * Waits until a trial may start.
   *
   * @return what it holds; to be closed when it has ended
   * @throws InterruptedException if this thread is interrupted meanwhile; it then holds nothing
   */
  public synchronized Place enter(ExpectedMemory expected) throws InterruptedException {
    Ticket ticket = new Ticket(expected);
    waiting.add(ticket);
    try {
      Optional<Place> place = admit(ticket);
      while (place.isEmpty()) {
        wait();
        if (Thread.interrupted()) { // also one that was woken at the same time
          throw new InterruptedException();
        }
        place = admit(ticket);
      }
      return place.get();
    } finally {
      waiting.remove(ticket);
      notifyAll();
    }
  }

  private Optional<Place> admit(Ticket ticket) {
    List<Ticket> earlier = waiting.subList(0, waiting.indexOf(ticket));
    if (earlier.stream().anyMatch(other -> other.overtaken >= MOST_OVERTAKEN || fits(other))) {
      return Optional.empty();
    }
    long host = Math.min(ticket.expected.hostHigh(), hostBytes);
    if (!fits(ticket)) {
      return Optional.empty();
    }
    earlier.forEach(other -> other.overtaken++);
    Optional<Card> card = card(ticket.expected);
    taken += host;
    long device = card.map(on -> onCard(ticket.expected, on)).orElse(0L);
    card.ifPresent(on -> hold(on, device, 1));
    return Optional.of(new Place(card.map(on -> on.gpu), () -> leave(host, card, device)));
  }

  private boolean fits(Ticket ticket) {
    return taken + Math.min(ticket.expected.hostHigh(), hostBytes) <= hostBytes
        && (cards.isEmpty() || card(ticket.expected).isPresent());
  }

  /** Of the GPUs with room, the one with the fewest trials. */
  private Optional<Card> card(ExpectedMemory expected) {
    return cards.stream()
        .filter(card -> card.taken + onCard(expected, card) <= card.gpu.freeBytes())
        .min(Comparator.comparingInt(card -> card.trials));
  }

  private static long onCard(ExpectedMemory expected, Card card) {
    long needed = expected.deviceHigh() == 0 ? 0 : expected.deviceHigh() + Limits.CONTEXT_BYTES;
    return Math.min(needed, card.gpu.freeBytes());
  }

  private static void hold(Card card, long bytes, int trials) {
    card.taken += bytes;
    card.trials += trials;
  }

  private synchronized void leave(long host, Optional<Card> card, long device) {
    taken -= host;
    card.ifPresent(on -> hold(on, -device, -1));
    notifyAll();
  }
}
