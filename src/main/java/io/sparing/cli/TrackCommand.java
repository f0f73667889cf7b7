package io.sparing.cli;

import io.sparing.ledger.Ledger;
import io.sparing.measure.Metric;
import io.sparing.text.Printable;
import io.sparing.track.Trackers;
import io.sparing.track.Tracking;
import io.sparing.trial.TrialResult;
import io.sparing.watch.SweepEnd;
import io.sparing.watch.SweepStart;
import io.sparing.watch.SweepWatcher;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code track}: sends sweeps that have run to a tracker. */
@Command(
    name = "track",
    mixinStandardHelpOptions = true,
    description =
        "Sends the results of sweeps to a tracker; what it has already is not sent again.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The tracker has all trials.",
      "1:It lacks some: it did not answer, or refused them.",
      "2:A mistake in the input."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./submit.sh track quickstart --address http://127.0.0.1:5000",
      "  ./submit.sh track results/a results/b --experiment encoders"
    })
final class TrackCommand implements Callable<Integer> {

  /** Longer than anybody waits. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final Path results;

  @Parameters(
      arity = "1..*",
      paramLabel = "SWEEP",
      description = "A name in the results folder, or a path.")
  private List<Path> sweeps;

  @Option(
      names = "--to",
      paramLabel = "TRACKER",
      description = "Which tracker: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      completionCandidates = TrackOptions.Names.class)
  private String tracker = "mlflow";

  @Option(
      names = "--address",
      paramLabel = "URL",
      description = "Its address (default: MLFLOW_TRACKING_URI).")
  private String address;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description =
          "The experiment under which runs are filed (default: MLFLOW_EXPERIMENT_NAME, else the"
              + " sweep's name).")
  private String experiment;

  @Spec private CommandSpec spec;

  /** Looks for sweeps in that folder. */
  TrackCommand(Path results) {
    this.results = results;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    int missing = 0;
    for (Path sweep : sweeps) {
      Path folder = SweepFolders.find(results, sweep);
      List<TrialResult> trials = Ledger.read(folder);
      Tracking tracking =
          Trackers.find(tracker).open(TrackOptions.settings(address, experiment, folder, PATIENCE));
      SweepWatcher watcher = tracking.watcher(out::println);
      watcher.began(start(SweepFolders.name(folder), trials));
      watcher.ended(SweepEnd.FINISHED);
      out.printf(
          "%s: %s has %d of %d trials%n",
          Printable.of(SweepFolders.name(folder)), tracker, tracking.sent(), tracking.trials());
      missing += tracking.trials() - tracking.sent();
    }
    out.flush();
    return missing == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static SweepStart start(String name, List<TrialResult> trials) {
    Instant first =
        trials.stream()
            .map(result -> result.provenance().startedAt())
            .min(Comparator.naturalOrder())
            .orElseGet(Instant::now);
    return new SweepStart(
        name,
        "",
        Metric.ACCURACY,
        trials.stream().map(TrialResult::spec).toList(),
        List.of(),
        trials,
        1,
        1,
        first);
  }
}
