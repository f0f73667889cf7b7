package io.sparing.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AdmissionTest {

  private static final long GIB = 1L << 30;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static ExpectedMemory host(long bytes) {
    return new ExpectedMemory(bytes, bytes, 0, 0);
  }

  private static ExpectedMemory device(long bytes) {
    return new ExpectedMemory(0, 0, bytes, bytes);
  }

  private Future<Place> entering(Admission admission, ExpectedMemory expected)
      throws InterruptedException {
    CompletableFuture<Thread> began = new CompletableFuture<>();
    Future<Place> place =
        threads.submit(
            () -> {
              began.complete(Thread.currentThread());
              return admission.enter(expected);
            });
    Thread thread = began.join();
    while (!place.isDone() && thread.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    return place;
  }

  @Test
  void trialsStartWhileThereIsRoomAndWaitThen() throws Exception {
    Admission admission = new Admission(10, List.of());
    Place one = admission.enter(host(4));
    admission.enter(host(6));
    Future<Place> third = entering(admission, host(4));
    assertThat(third.isDone()).isFalse();
    one.close();
    assertThat(third.get(5, TimeUnit.SECONDS).gpu()).isEmpty();
  }

  @Test
  void aTrialLargerThanAllThereIsRunsAlone() throws Exception {
    Admission admission = new Admission(10, List.of());
    Place small = admission.enter(host(1));
    Future<Place> large = entering(admission, host(99));
    assertThat(large.isDone()).isFalse();
    small.close();
    Place alone = large.get(5, TimeUnit.SECONDS);
    assertThat(entering(admission, host(1)).isDone()).isFalse();
    alone.close();
  }

  @Test
  void aLargeTrialIsOvertakenAFewTimesOnly() throws Exception {
    Admission admission = new Admission(10, List.of());
    Place first = admission.enter(host(4));
    Future<Place> large = entering(admission, host(10));
    int overtook = 0;
    for (int i = 0; i < 20; i++) {
      Future<Place> small = entering(admission, host(1));
      if (small.isDone()) {
        overtook++;
        small.get().close();
      }
    }
    assertThat(overtook).isBetween(1, 4);
    first.close();
    assertThat(large.get(5, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void onesThatWaitStartInTheirOrder() throws Exception {
    Admission admission = new Admission(10, List.of());
    Place all = admission.enter(host(10));
    Future<Place> earlier = entering(admission, host(6));
    Future<Place> later = entering(admission, host(6));
    all.close();
    earlier.get(5, TimeUnit.SECONDS);
    assertThat(later.isDone()).isFalse();
  }

  @Test
  void whoIsInterruptedWhileWaitingHoldsNothing() throws Exception {
    Admission admission = new Admission(10, List.of());
    Place all = admission.enter(host(10));
    Future<Place> waiting = entering(admission, host(10));
    waiting.cancel(true);
    all.close();
    assertThat(entering(admission, host(10)).get(5, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void trialsGoToTheGpuWithTheFewestThatHasRoom() throws Exception {
    Gpu large = new Gpu("GPU-a", 8 * GIB, 8 * GIB);
    Gpu small = new Gpu("GPU-b", 4 * GIB, 4 * GIB);
    Admission admission = new Admission(GIB, List.of(large, small));
    List<String> places = new ArrayList<>();
    for (long gibibytes : new long[] {1, 1, 2, 1}) {
      places.add(admission.enter(device(gibibytes * GIB)).gpu().orElseThrow().uuid());
    }
    assertThat(places).containsExactly("GPU-a", "GPU-b", "GPU-a", "GPU-b");
    Future<Place> third = entering(admission, device(3 * GIB));
    assertThat(third.get().environment()).containsEntry("CUDA_VISIBLE_DEVICES", "GPU-a");
    assertThat(entering(admission, device(GIB)).isDone()).as("both are full").isFalse();
  }

  /**
   * Trials as threads that take their memory for a while: with fixed slots that are as safe, as
   * many at a time as the largest ones allow.
   */
  @Test
  void aMixIsFasterThanSlotsThatAreAsSafeAndNeverTakesMore() throws Exception {
    long[] bytes = new Random(1).longs(40, 5, 20).toArray();
    bytes[7] = 60;
    bytes[20] = 60;
    double fixed = seconds(bytes, 100 / 60, bytes.length * 60L);
    double admitted = seconds(bytes, 16, 100);
    assertThat(fixed / admitted).isGreaterThan(1.5);
  }

  private static double seconds(long[] trials, int slots, long budget) throws Exception {
    Admission admission = new Admission(budget, List.of());
    AtomicLong taken = new AtomicLong();
    AtomicLong most = new AtomicLong();
    ExecutorService pool = Executors.newFixedThreadPool(slots);
    long start = System.nanoTime();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (long bytes : trials) {
      tasks.add(
          () -> {
            try (Place place = admission.enter(host(bytes))) {
              assertThat(place.gpu()).isEmpty();
              most.accumulateAndGet(taken.addAndGet(bytes), Math::max);
              Thread.sleep(20);
              taken.addAndGet(-bytes);
            }
            return null;
          });
    }
    for (Future<Void> end : pool.invokeAll(tasks)) {
      end.get();
    }
    pool.shutdown();
    assertThat(most.get()).isLessThanOrEqualTo(budget);
    return (System.nanoTime() - start) / 1e9;
  }

  @Test
  void anIntervalThatEndsBeforeItBeginsIsRefused() {
    assertThatThrownBy(() -> new ExpectedMemory(2, 1, 0, 0))
        .hasMessage("Invalid memory: 2 to 1 bytes; expected 0 or more, the larger one last");
  }

  @Test
  void whatIsExpectedTravelsAsJson() {
    ExpectedMemory expected = new ExpectedMemory(1, 2, 3, 4);
    assertThat(ExpectedMemory.fromJson(expected.toJson())).isEqualTo(expected);
  }
}
