package io.sparing.torture;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One sweep under disturbances: its driver is started again whenever it was ended, and its last run
 * is without any. Then nothing may be missing, false or left behind.
 */
final class Round {

  private static final long POLL_MILLIS = 100;
  private static final int LIMIT_MINUTES = 5;
  private static final int MOST_ENDS = 5;
  private static final Duration LEAVE = Duration.ofSeconds(30);

  private final String name;
  private final Driver.Command command;
  private final Map<String, Row> reference;
  private final Processes processes = new Processes();
  private final List<Disturbance> done = new ArrayList<>();
  private final List<String> mismatches = new ArrayList<>();
  private Driver driver;
  private int starts;
  private int ends;
  private int rows;
  private boolean disturbed;
  private long changedNanos;

  /**
   * A round.
   *
   * @param name a word for people and files
   * @param reference the last row of each trial of the undisturbed sweep
   */
  Round(String name, Driver.Command command, Map<String, Row> reference) {
    this.name = name;
    this.command = command;
    this.reference = reference;
  }

  /** Runs it to its end; what could not be done before the sweep was over is left out. */
  void run(List<Disturbance> plan) throws IOException, InterruptedException {
    start();
    try {
      for (Disturbance disturbance : plan) {
        disturb(disturbance);
      }
      while (running()) {
        Thread.sleep(POLL_MILLIS);
      }
      if (disturbed) {
        runOnce();
      }
      if (Comparison.last(LedgerRows.read(command.ledger())).values().stream()
          .anyMatch(row -> !row.ok())) {
        runOnce("--retry-failed");
      }
    } finally {
      driver.process().destroyForcibly();
      processes
          .left(LEAVE)
          .forEach(
              (process, main) ->
                  tell("left behind: process %d, %s".formatted(process.pid(), main)));
    }
    mismatches.addAll(Comparison.differences(reference, command.folder(), lost() / 2));
  }

  /** What was done. */
  List<Disturbance> done() {
    return done;
  }

  /** What was wrong, each a line. */
  List<String> mismatches() {
    return mismatches;
  }

  /** How often the driver was started after its first time. */
  int restarts() {
    return starts - 1;
  }

  private void start(String... further) throws IOException {
    starts++;
    driver = command.start("%s-driver-%d".formatted(name, starts), further);
    changedNanos = System.nanoTime();
    disturbed = false;
  }

  /** Waits for a disturbance's moment and lets it happen, unless the sweep is over before. */
  private void disturb(Disturbance disturbance) throws IOException, InterruptedException {
    int before = trials();
    while (running()) {
      if (reached(disturbance, before)) {
        Thread.sleep(disturbance.delay().toMillis());
        List<ProcessHandle> victims = victims(disturbance);
        if (driver.alive() && !victims.isEmpty()) {
          apply(disturbance, victims);
          return;
        }
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private boolean reached(Disturbance disturbance, int before) throws IOException {
    return switch (disturbance.after()) {
      case START -> true;
      case SIGHT -> !victims(disturbance).isEmpty();
      case ROW -> trials() > before;
      case COMPLETE -> trials() == reference.size();
    };
  }

  /** The processes that a disturbance is for, in the order in which they get the signal. */
  private List<ProcessHandle> victims(Disturbance disturbance) {
    List<ProcessHandle> workers = processes.workers();
    ProcessHandle self = driver.process().toHandle();
    return switch (disturbance.target()) {
      case DRIVER -> List.of(self);
      case EXECUTOR -> one(processes.executors(), disturbance);
      case WORKER -> one(workers, disturbance);
      case TERMINAL -> {
        List<ProcessHandle> all = new ArrayList<>(workers);
        all.add(self);
        yield all;
      }
    };
  }

  private static List<ProcessHandle> one(List<ProcessHandle> all, Disturbance disturbance) {
    return all.isEmpty() ? all : List.of(all.get(disturbance.choice() % all.size()));
  }

  private void apply(Disturbance disturbance, List<ProcessHandle> victims)
      throws IOException, InterruptedException {
    System.out.printf(
        "%s %s  %d/%d rows  %s%n", name, now(), trials(), reference.size(), disturbance);
    done.add(disturbance);
    disturbed = true;
    for (ProcessHandle victim : victims) {
      disturbance.signal().send(victim);
    }
    if (disturbance.signal().pauses()) {
      Thread.sleep(disturbance.pause().toMillis());
      for (ProcessHandle victim : victims) {
        Signal.resume(victim);
      }
    } else if (disturbance.target().hitsDriver()) {
      if (!driver.ends(LIMIT_MINUTES)) {
        tell(
            "the driver did not end within %d minutes of %s".formatted(LIMIT_MINUTES, disturbance));
      }
      start();
    }
  }

  /**
   * Whether a driver is at work. One that ended of itself, or stands still, is told of and started
   * again.
   */
  private boolean running() throws IOException, InterruptedException {
    processes.look();
    if (driver.alive()) {
      if (trials() == rows && System.nanoTime() - changedNanos > LIMIT_MINUTES * 60e9) {
        tell("the driver stood still for %d minutes: %s".formatted(LIMIT_MINUTES, said()));
        driver.process().destroyForcibly().waitFor();
        start();
      }
      return true;
    }
    int code = driver.process().exitValue();
    if (code == 0) {
      return false;
    }
    tell("the driver ended of itself with code %d: %s".formatted(code, said()));
    ends++;
    if (ends < MOST_ENDS) {
      start();
    }
    return ends < MOST_ENDS;
  }

  /** Runs the command once, undisturbed. */
  private void runOnce(String... further) throws IOException, InterruptedException {
    start(further);
    if (!driver.ends(LIMIT_MINUTES)) {
      tell(
          "the undisturbed driver did not end within %d minutes: %s"
              .formatted(LIMIT_MINUTES, said()));
    } else if (driver.process().exitValue() != 0) {
      tell(
          "the undisturbed driver ended with %d: %s"
              .formatted(driver.process().exitValue(), said()));
    }
  }

  /** Trials with a row. */
  private int trials() throws IOException {
    Set<String> trials = LedgerRows.trials(command.ledger());
    if (trials.size() != rows) {
      rows = trials.size();
      changedNanos = System.nanoTime();
    }
    return rows;
  }

  /** Disturbances that took a trial's process away for a reason that the product cannot see. */
  private long lost() {
    return done.stream()
        .filter(
            d ->
                (d.target() == Target.EXECUTOR && !d.signal().pauses())
                    || (d.target() == Target.WORKER && d.signal() == Signal.KILL))
        .count();
  }

  private String said() throws IOException {
    return command.children().tail(driver.output());
  }

  private void tell(String what) {
    mismatches.add("%s: %s".formatted(now(), what));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
