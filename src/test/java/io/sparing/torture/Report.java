package io.sparing.torture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was done and what came of it, as text. */
final class Report {

  private static final int MOST_SHOWN = 40;

  private final Torture torture;
  private final List<String> rounds = new ArrayList<>();
  private final List<String> mismatches = new ArrayList<>();
  private final Map<Target, Map<Signal, Integer>> counts = new EnumMap<>(Target.class);
  private List<Path> temporary = List.of();

  Report(Torture torture) {
    this.torture = torture;
    for (Target target : Target.values()) {
      counts.put(target, new EnumMap<>(Signal.class));
    }
  }

  /** Adds a round that took so many seconds. */
  void add(String name, Round round, double seconds) {
    rounds.add(
        "%-18s %9d %9d %11d %8.0f"
            .formatted(
                name, round.done().size(), round.restarts(), round.mismatches().size(), seconds));
    round.mismatches().forEach(line -> mismatches.add(name + " " + line));
    round.done().forEach(d -> counts.get(d.target()).merge(d.signal(), 1, Integer::sum));
  }

  /** Adds what the last start left in the folder of temporary files. */
  void left(List<Path> paths) {
    temporary = paths;
  }

  /** Everything that was wrong, each a line. */
  List<String> mismatches() {
    return mismatches;
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Torture: %d disturbances of a sweep of %d trials, seed %d"
            .formatted(torture.kills(), torture.trials(), torture.seed()));
    lines.add("");
    StringBuilder head = new StringBuilder("%-10s".formatted("target"));
    for (Signal signal : Signal.values()) {
      head.append("%6s".formatted(signal));
    }
    lines.add(head.toString());
    counts.forEach(
        (target, signals) -> {
          StringBuilder line = new StringBuilder("%-10s".formatted(target));
          for (Signal signal : Signal.values()) {
            line.append("%6d".formatted(signals.getOrDefault(signal, 0)));
          }
          lines.add(line.toString());
        });
    lines.add("");
    lines.add(
        "%-18s %9s %9s %11s %8s"
            .formatted("round", "disturbed", "restarts", "mismatches", "seconds"));
    lines.addAll(rounds);
    lines.add("");
    lines.add(
        "Left in the folder of temporary files: %d %s"
            .formatted(
                temporary.size(), temporary.stream().limit(10).map(Path::getFileName).toList()));
    lines.add("Mismatches: " + mismatches.size());
    mismatches.stream().limit(MOST_SHOWN).map(line -> "  " + line).forEach(lines::add);
    if (mismatches.size() > MOST_SHOWN) {
      lines.add("  and %d more".formatted(mismatches.size() - MOST_SHOWN));
    }
    return String.join("\n", lines);
  }
}
