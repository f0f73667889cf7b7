package io.sparing.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A sweep of real trainings by the real product, whose processes are killed, ended and paused at
 * random moments; first undisturbed, for reference, then in rounds that alternate between local
 * mode and a standalone cluster until all disturbances were had.
 *
 * @param kills how many disturbances
 * @param trials of the sweep, a multiple of 6
 * @param seed of what is done, to whom and when; what the processes do meanwhile is theirs
 */
record Torture(int kills, int trials, long seed) {

  private static final int MOST_A_ROUND = 25;

  /**
   * Runs all of it.
   *
   * @param folder where everything is written
   */
  Report run(Path folder) throws IOException, InterruptedException {
    Report report = new Report(this);
    Children children = Children.in(folder);
    Path sweep = TinySweep.write(folder.resolve("input"), trials);
    Map<String, Row> reference = reference(children, sweep);
    List<Signal> signals = Signal.taken();
    Mode mode = Mode.CLUSTER;
    int rounds = 0;
    int left = kills;
    while (left > 0) {
      mode = mode.next();
      rounds++;
      if (rounds > kills + 2) {
        throw new IllegalStateException("Cannot disturb a sweep that is over at once");
      }
      int count = Math.min(left, Math.min(MOST_A_ROUND, (kills + 1) / 2));
      Random random = new Random(new SplittableRandom(seed * 1000 + rounds).nextLong());
      Round round =
          run(
              "round-%d-%s".formatted(rounds, mode.name().toLowerCase(Locale.ROOT)),
              mode,
              Disturbance.plan(random, mode, count, signals),
              new Driver.Command(children, sweep, folder.resolve("results-" + rounds), ""),
              reference,
              report);
      left -= round.done().size();
    }
    report.left(children.leftTemporary());
    return report;
  }

  private static Round run(
      String name,
      Mode mode,
      List<Disturbance> plan,
      Driver.Command command,
      Map<String, Row> reference,
      Report report)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Round round;
    if (mode == Mode.LOCAL) {
      round = new Round(name, command, reference);
      round.run(plan);
    } else {
      try (Cluster cluster = Cluster.start(command.children())) {
        round = new Round(name, command.on(cluster), reference);
        round.run(plan);
      }
    }
    report.add(name, round, (System.nanoTime() - start) / 1e9);
    return round;
  }

  /** The last row of each trial of a sweep that nobody disturbs. */
  private Map<String, Row> reference(Children children, Path sweep)
      throws IOException, InterruptedException {
    Driver.Command command =
        new Driver.Command(children, sweep, children.folder().resolve("reference"), "");
    Driver driver = command.start("reference-driver");
    boolean ended = driver.ends(10);
    Map<String, Row> rows = Comparison.last(LedgerRows.read(command.ledger()));
    boolean sound = rows.size() == trials && rows.values().stream().allMatch(Row::ok);
    if (!ended || driver.process().exitValue() != 0 || !sound) {
      throw new IllegalStateException(
          "Cannot run the sweep undisturbed: " + children.tail(driver.output()));
    }
    return rows;
  }
}
