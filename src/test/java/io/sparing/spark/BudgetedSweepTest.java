package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.budget.Amounts;
import io.sparing.budget.Budget;
import io.sparing.budget.Resource;
import io.sparing.budget.Tariff;
import io.sparing.ledger.Ledger;
import io.sparing.measure.Measurements;
import io.sparing.process.Provenances;
import io.sparing.results.ResultsStore;
import io.sparing.results.SweepTables;
import io.sparing.storage.Failpoint;
import io.sparing.storage.StorageException;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Status;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecs;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.TrialListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sweeps with a budget, whose trials take some of the hours that they may and whose driver dies.
 * Device-hours are counted twice: by the sweep, and by a world that sees what each run takes.
 */
class BudgetedSweepTest {

  private static final double SECONDS_AN_HOUR = 3_600;

  private static final Tariff TARIFF =
      new Tariff() {
        @Override
        public Amounts most(TrialSpec spec, double seconds) {
          return new Amounts(0, seconds / SECONDS_AN_HOUR, 0);
        }

        @Override
        public Amounts of(TrialResult result) {
          Instant started = result.provenance().startedAt();
          Duration wall = Duration.between(started, result.provenance().finishedAt());
          return new Amounts(0, wall.toSeconds() / SECONDS_AN_HOUR, 0);
        }

        @Override
        public String currency() {
          return "USD";
        }
      };

  @TempDir private Path base;

  private final List<String> told = new ArrayList<>();
  private final List<TrialSpec> started = new ArrayList<>();

  /** Device-hours that runs took, whether or not anybody knows of it. */
  private double taken;

  @AfterEach
  void unwatch() {
    Failpoint.unwatch();
  }

  /** Trials that take at most so many hours each; the number is the seed, so the ids differ. */
  private static List<TrialSpec> trials(int... hours) {
    return IntStream.range(0, hours.length)
        .mapToObj(i -> TrialSpecs.spec(Map.of("seed", 100 * i + hours[i])))
        .toList();
  }

  private static double mostSeconds(TrialSpec spec) {
    return spec.seed() % 100 * SECONDS_AN_HOUR;
  }

  private List<StoredResult> run(Path folder, List<TrialSpec> trials, double hours, World world)
      throws Exception {
    Budget budget = new Budget(Map.of(Resource.HOURS, hours));
    Spending spending = new Spending(budget, TARIFF, BudgetedSweepTest::mostSeconds);
    try (Ledger ledger = Ledger.open(folder)) {
      SweepTables tables =
          new SweepTables(new ResultsStore(folder), "s", ledger::claim, TextTables::new);
      List<TrialSpec> missing = ledger.remaining(trials, false, spec -> true);
      new SweepRun(folder, ledger, tables, new TextTables())
          .run(world, missing, Optional.of(spending), new Told());
      return ledger.entries();
    }
  }

  @Test
  void cheaperTrialsGoOnWhereADearOneCannot() throws Exception {
    List<TrialSpec> trials = trials(2, 6, 1, 1, 5);
    run(base, trials, 4, new World(1, 1.0));
    assertThat(started).containsExactly(trials.get(0), trials.get(2), trials.get(3));
    assertThat(told)
        .containsExactly(
            "spent 2.00 of 4.00 device-hours, 0.00 reserved",
            "spent 3.00 of 4.00 device-hours, 0.00 reserved",
            "spent 4.00 of 4.00 device-hours, 0.00 reserved",
            "2 of 5 trials were not started: the budget is spent, or what is left is too little for"
                + " them (spent 4.00 of 4.00 device-hours, 0.00 reserved); they run when it grows");
  }

  /** It would be starved by the cheaper ones otherwise. */
  @Test
  void aTrialThatMayFitLaterKeepsItsTurn() throws Exception {
    List<TrialSpec> trials = trials(3, 3, 1);
    run(base, trials, 4, new World(2, 0.25));
    assertThat(started).containsExactlyElementsOf(trials);
  }

  @Test
  void trialsThatWereNotStartedRunWhenTheBudgetGrows() throws Exception {
    List<TrialSpec> trials = trials(2, 2, 2);
    assertThat(run(base, trials, 5, new World(1, 1.0))).hasSize(2);
    assertThat(run(base, trials, 5, new World(1, 1.0))).hasSize(2);
    assertThat(run(base, trials, 6, new World(1, 1.0))).hasSize(3);
    assertThat(started).containsExactlyElementsOf(trials);
  }

  @Test
  void aBudgetIsNeverExceededAndNoTrialIsLostOrRunTwice() throws Exception {
    for (int seed = 0; seed < 60; seed++) {
      disturb(seed, Files.createDirectory(base.resolve("s" + seed)));
    }
  }

  private void disturb(int seed, Path folder) throws Exception {
    Random random = new Random(seed);
    List<TrialSpec> trials = trials(random.ints(3 + random.nextInt(10), 1, 8).toArray());
    taken = 0;
    double hours = 4;
    for (int command = 0; command < 12; command++) {
      Failpoint[] points = Failpoint.values();
      Failpoint.watch(new Mortality(points[random.nextInt(points.length)], random.nextInt(6)));
      try {
        run(folder, trials, hours, new World(seed * 31L + command, 1 + random.nextInt(4), 12));
      } catch (Mortality.Died | IllegalStateException | StorageException e) {
        // The next command goes on: the driver died, or a trial was lost twice.
      } finally {
        Failpoint.unwatch();
      }
      assertThat(taken)
          .describedAs("seed %d, command %d", seed, command)
          .isLessThanOrEqualTo(hours + 1e-9);
      hours += random.nextInt(12);
    }
    List<StoredResult> results = List.of();
    for (int command = 0; command < 3; command++) {
      results = run(folder, trials, 1_000 + hours, new World(seed, 3, 0));
    }
    assertThat(results)
        .describedAs("seed %d", seed)
        .extracting(StoredResult::id)
        .containsExactlyInAnyOrderElementsOf(trials.stream().map(TrialSpec::id).toList());
  }

  private final class Told implements TrialListener {
    @Override
    public void spent(String words) {
      told.add(words);
    }

    @Override
    public void notice(String text) {
      told.add(text);
    }

    @Override
    public void finished(WrittenResult written) {}
  }

  /** Where trials run: some at a time, ending in any order. */
  private final class World implements Execution {
    private final Random random;
    private final int slots;
    private final int mishaps;
    private final Set<TrialSpec> ended = new HashSet<>();
    private final double share;
    private final boolean chance;

    /** Every run ends well and takes that share of what it may. */
    World(int slots, double share) {
      this.random = new Random(0);
      this.slots = slots;
      this.mishaps = 0;
      this.share = share;
      this.chance = false;
    }

    /**
     * Runs end as chance has it.
     *
     * @param mishaps of a hundred runs, how many are lost
     */
    World(long seed, int slots, int mishaps) {
      this.random = new Random(seed);
      this.slots = slots;
      this.mishaps = mishaps;
      this.share = 1;
      this.chance = true;
    }

    private double share() {
      return chance ? random.nextInt(101) / 100.0 : share;
    }

    @Override
    public Map<TrialSpec, TrialResult> prepare(List<TrialSpec> trials, TrialListener listener) {
      return Map.of();
    }

    @Override
    public Map<TrialSpec, TrialResult> teach(List<TrialSpec> teachers, TrialListener listener) {
      throw new AssertionError("teachers are their students' part");
    }

    @Override
    public void run(List<TrialSpec> trials, TrialListener listener) {
      throw new AssertionError("trials are admitted one by one");
    }

    @Override
    public void run(TrialFeed feed, TrialListener listener) {
      List<TrialFeed.Admitted> running = new ArrayList<>();
      try {
        fill(feed, running);
        while (!running.isEmpty()) {
          TrialFeed.Admitted one = running.remove(random.nextInt(running.size()));
          long seconds = took(one);
          if (chance && random.nextInt(100) < mishaps) {
            feed.lost(one.spec(), "made up", (double) seconds);
          } else {
            assertThat(ended.add(one.spec())).isTrue();
            listener.finished(WrittenResult.of(result(one.spec(), seconds)));
          }
          fill(feed, running);
        }
      } finally {
        running.forEach(this::took); // their driver died; they went on, or did not
      }
    }

    private void fill(TrialFeed feed, List<TrialFeed.Admitted> running) {
      while (running.size() < slots) {
        Optional<TrialFeed.Admitted> next = feed.next();
        if (next.isEmpty()) {
          return;
        }
        started.add(next.get().spec());
        running.add(next.get());
      }
    }

    private long took(TrialFeed.Admitted run) {
      long seconds = Math.round(Math.floor(share() * run.allowance().toSeconds()));
      taken += seconds / SECONDS_AN_HOUR;
      return seconds;
    }

    private TrialResult result(TrialSpec spec, long seconds) {
      boolean ok = !chance || random.nextInt(4) > 0;
      Instant begin = Instant.parse("2026-01-01T00:00:00Z");
      return new TrialResult(
          spec,
          ok ? Status.OK : Status.FAILED,
          ok ? null : FailureCategory.TIMEOUT,
          ok ? "" : "made up",
          Measurements.NONE,
          List.of(),
          List.of(),
          Provenances.ofThisProcess(1, "cpu", begin, begin.plusSeconds(seconds)));
    }

    @Override
    public void close() {}
  }
}
