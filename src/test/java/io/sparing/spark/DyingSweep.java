package io.sparing.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.budget.Budget;
import io.sparing.budget.MachineTariff;
import io.sparing.ledger.CheckpointsFolder;
import io.sparing.ledger.Ledger;
import io.sparing.ledger.TeachersFolder;
import io.sparing.measure.Measurements;
import io.sparing.measure.Metric;
import io.sparing.money.PricesParser;
import io.sparing.money.Rental;
import io.sparing.results.Guard;
import io.sparing.results.ResultsStore;
import io.sparing.results.SegmentFormat;
import io.sparing.results.SweepTables;
import io.sparing.storage.Failpoint;
import io.sparing.storage.StorageException;
import io.sparing.train.Decision;
import io.sparing.trial.CurvePoint;
import io.sparing.trial.FailureCategory;
import io.sparing.trial.Provenance;
import io.sparing.trial.Status;
import io.sparing.trial.StoredResult;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import io.sparing.trial.TrialSpecParser;
import io.sparing.trial.WrittenResult;
import io.sparing.watch.TrialListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A sweep of two commands, the second with {@code --retry-failed}, whose driver dies at a step and
 * whose folder meets with mishaps in between. Whatever happens, it must end as if nothing had.
 */
final class DyingSweep {

  private static final List<String> TEMPORARY = List.of("teachers", "checkpoints");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** Trials are alike but for their seeds. */
  private static final List<TrialSpec> TRIALS =
      IntStream.range(0, 6)
          .mapToObj(
              seed ->
                  TrialSpecParser.fromSettings(
                      Map.of(
                          "dataset", "wordnet-topic",
                          "model", "minilm-l6",
                          "strategy", "zero-shot",
                          "seed", seed)))
          .toList();

  /** A budget that is enough for all that may happen. */
  private static final Spending PLENTY =
      new Spending(
          Budget.parse("hours=1000000"),
          new MachineTariff(PricesParser.published(), Rental.ofCpu(1, 0), 0, spec -> 1),
          spec -> 60);

  private final Path base;
  private final Failpoint point;
  private final int hit;
  private final Random random;
  private final SegmentFormat format;
  private final BiFunction<ResultsStore, Guard, SweepTables> tables;
  private final List<TrialSpec> trials;
  private final int failing;
  private final Optional<Spending> spending;
  private Path folder;
  private int deaths;

  /**
   * A sweep.
   *
   * @param base an empty folder
   * @param seed decides all that chance decides
   */
  DyingSweep(
      Path base,
      Failpoint point,
      int hit,
      long seed,
      SegmentFormat format,
      BiFunction<ResultsStore, Guard, SweepTables> tables) {
    this.base = base;
    this.point = point;
    this.hit = hit;
    this.random = new Random(seed);
    this.format = format;
    this.tables = tables;
    this.trials = TRIALS.subList(0, 1 + random.nextInt(TRIALS.size()));
    this.failing = random.nextInt(1 << trials.size());
    this.spending = seed % 2 == 0 ? Optional.of(PLENTY) : Optional.empty();
    this.folder = base.resolve("sweep");
  }

  /**
   * Runs it to its end and compares.
   *
   * @return how often its driver died
   */
  int run() throws IOException, InterruptedException {
    Mortality fate = new Mortality(point, hit);
    for (int command = 1; command <= 2; command++) {
      while (!survives(command, fate)) {
        deaths++;
        if (fate.torn().isPresent()) {
          Mishap.tear(folder.resolve(fate.torn().get()), random);
        }
        afterwards();
        Failpoint[] points = Failpoint.values();
        boolean again = deaths == 1 && random.nextInt(3) == 0;
        fate = new Mortality(points[random.nextInt(points.length)], again ? 1 : 0);
      }
      if (command == 1) {
        afterwards();
      }
    }
    survives(2, new Mortality(point, 0));
    compare();
    return deaths;
  }

  private void afterwards() throws IOException {
    if (Files.exists(folder)) {
      Mishap.strike(folder, random);
      if (random.nextInt(4) == 0) {
        Path copy = base.resolve("copy-" + deaths + "-" + random.nextInt(1000));
        Mishap.copy(folder, copy);
        folder = copy;
      }
    }
  }

  /** Runs a command; whether its driver lived to its end. A disk that was full is no death. */
  private boolean survives(int command, Mortality fate) throws IOException, InterruptedException {
    Failpoint.watch(fate);
    try (Ledger ledger = Ledger.open(folder)) {
      SweepTables sweepTables = tables.apply(new ResultsStore(folder), ledger::claim);
      SweepRun sweep = new SweepRun(folder, ledger, sweepTables, format);
      List<TrialSpec> missing = ledger.remaining(trials, command == 2, spec -> false);
      if (missing.isEmpty()) {
        sweep.heal(notice -> {});
      } else {
        sweep.run(new AtOnce(command), missing, spending, result -> {});
      }
      return true;
    } catch (Mortality.Died e) {
      return false;
    } catch (StorageException e) {
      if (fate.dead()) {
        return false;
      }
      return survives(command, fate);
    } finally {
      Failpoint.unwatch();
    }
  }

  /** Runs trials at once. */
  private final class AtOnce implements Execution {
    private final int command;

    AtOnce(int command) {
      this.command = command;
    }

    @Override
    public Map<TrialSpec, TrialResult> prepare(List<TrialSpec> specs, TrialListener listener) {
      return Map.of();
    }

    /** Leaves a teacher in the sweep's folder, whether or not trials have one. */
    @Override
    public Map<TrialSpec, TrialResult> teach(List<TrialSpec> teachers, TrialListener listener) {
      try {
        Path teacher = TeachersFolder.of(folder).resolve("0");
        Files.writeString(Files.createDirectories(teacher).resolve("teacher.json"), "{}");
        return Map.of();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Leaves the state of each training, as if its worker had been killed after that. */
    @Override
    public void run(List<TrialSpec> specs, TrialListener listener) {
      for (TrialSpec spec : specs) {
        try {
          Path state = CheckpointsFolder.of(folder).resolve(spec.id());
          Files.writeString(Files.createDirectories(state).resolve("checkpoint.json"), "{}");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        listener.finished(WrittenResult.of(result(spec, command)));
      }
    }

    @Override
    public void run(TrialFeed feed, TrialListener listener) {
      for (Optional<TrialFeed.Admitted> next = feed.next(); next.isPresent(); next = feed.next()) {
        listener.finished(WrittenResult.of(result(next.get().spec(), command)));
      }
    }

    @Override
    public void close() {}
  }

  /** What a trial comes to in a command; the same each time. */
  private TrialResult result(TrialSpec spec, int command) {
    int index = trials.indexOf(spec);
    boolean ok = command == 2 || (failing >> index & 1) == 0;
    Instant end = START.plusSeconds(3600L * command + index).plusNanos(123_456_000);
    List<CurvePoint> curve = new ArrayList<>();
    for (int step = 0; step < (index + command) % 3; step++) {
      curve.add(new CurvePoint(step, step, step, 1.0 / (step + 1), null));
    }
    return new TrialResult(
            spec,
            ok ? Status.OK : Status.FAILED,
            ok ? null : FailureCategory.ERROR,
            ok ? "" : "made up",
            ok ? Measurements.NONE.with(Metric.ACCURACY, 0.5) : Measurements.NONE,
            List.of(1.0, 2.0),
            curve,
            new Provenance("0", "jvm", "0", "0", "cpu", "host", 1, "cpu", "", "", 1, end, end))
        .deciding(decisions(index % 2));
  }

  private static List<Decision> decisions(int count) {
    return Collections.nCopies(
        count, new Decision(1, 1, Decision.Action.HALVE_BATCH, 8, 4, "made up", null, null, null));
  }

  /** Where it ended; mishaps move it about. */
  Path folder() {
    return folder;
  }

  /** The last result of each trial. */
  List<TrialResult> last() {
    return trials.stream()
        .map(spec -> result(spec, 1).ok() ? result(spec, 1) : result(spec, 2))
        .toList();
  }

  private List<TrialResult> expected() {
    List<TrialResult> expected = new ArrayList<>();
    for (int command = 1; command <= 2; command++) {
      for (TrialSpec spec : trials) {
        TrialResult first = result(spec, 1);
        if (command == 1 || !first.ok()) {
          expected.add(result(spec, command));
        }
      }
    }
    return expected;
  }

  private void compare() throws IOException {
    try (Ledger ledger = Ledger.open(folder)) {
      assertThat(ledger.entries())
          .extracting(stored -> stored.result().orElseThrow())
          .containsExactlyInAnyOrderElementsOf(expected());
      assertThat(tables.apply(new ResultsStore(folder), Guard.NONE).complete(ledger.entries()))
          .isTrue();
      assertThat(ledger.entries())
          .filteredOn(stored -> stored.version() == 2)
          .extracting(StoredResult::status)
          .allMatch(Status.OK.name()::equals);
    }
    try (Stream<Path> inside = Files.list(folder)) {
      assertThat(inside.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("_publish-") || TEMPORARY.contains(name));
    }
  }
}
