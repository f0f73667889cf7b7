package io.sparing.cli;

import io.sparing.ledger.Ledger;
import io.sparing.ledger.SweepFolder;
import io.sparing.needs.Estimator;
import io.sparing.needs.Expectation;
import io.sparing.plan.DataChecks;
import io.sparing.sweep.Sweep;
import io.sparing.trial.TrialLabels;
import io.sparing.trial.TrialResult;
import io.sparing.trial.TrialSpec;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows what a sweep would do: its trials and what each is expected to need. */
final class DryRun {

  private DryRun() {}

  /**
   * Prints the plan; reads earlier results, if there are any, to sharpen it, looks through files of
   * one's own, and writes nothing.
   *
   * @throws IllegalArgumentException if the sweep has results of the other kind of device, a file
   *     is refused, or the run would refuse an option
   */
  static void show(Sweep sweep, SweepOptions options, PrintWriter out) {
    options.check(sweep.timeout());
    Path folder = Sweeps.folder(sweep, options);
    List<TrialResult> earlier =
        Files.exists(folder.resolve(Ledger.FILE)) ? Ledger.read(folder) : List.of();
    Sweeps.checkDevice(sweep, options.device(), earlier);
    SweepBudget budget = SweepBudget.of(sweep, options, () -> earlier);
    Console console = new Console(out, Home.terminal(), Optional.empty());
    DataChecks.run(ownFiles(sweep), options.files(console)).forEach(out::println);
    Estimator estimator =
        Estimator.of(options.device(), options.slots().threads()).calibrate(earlier);
    Fitting fitting = options.fitting();
    Set<String> done =
        earlier.stream()
            .filter(
                result ->
                    Ledger.settles(
                        result, options.retryFailed(), spec -> fitting.fits(estimator, spec)))
            .map(result -> result.id())
            .collect(Collectors.toSet());
    TextTable table =
        new TextTable(List.of("id", "trial", "seed", "time", "memory", "trained", "weights", ""));
    TrialLabels labels = new TrialLabels(sweep.trials());
    double seconds = 0;
    for (TrialSpec spec : sweep.trials()) {
      Expectation expected = estimator.expect(spec);
      String id = spec.id();
      boolean missing = !done.contains(id);
      seconds += missing ? expected.seconds().estimate() : 0;
      table.add(row(id, spec, labels.of(spec), expected, missing));
    }
    out.println(table.render());
    if (sweep.collapsed() > 0) {
      out.printf("%d repeated trials were left out.%n", sweep.collapsed());
    }
    out.printf(
        "%d trials, about %s for what is missing, %d at a time; estimates %s.%n",
        sweep.trials().size(),
        Words.seconds(seconds / options.slots().slots()),
        options.slots().slots(),
        earlier.isEmpty() ? "from the models' sizes" : "from earlier results");
    List<TrialSpec> missing =
        sweep.trials().stream().filter(spec -> !done.contains(spec.id())).toList();
    budget.foreseen(folder, SweepFolder.look(folder).entries(), missing).forEach(out::println);
    out.flush();
  }

  /** Returns trials whose rows can be looked through without a download. */
  private static List<TrialSpec> ownFiles(Sweep sweep) {
    return sweep.trials().stream().filter(spec -> spec.data().own().isPresent()).toList();
  }

  private static List<String> row(
      String id, TrialSpec spec, String label, Expectation expected, boolean missing) {
    return List.of(
        id,
        label,
        String.valueOf(spec.seed()),
        Words.seconds(expected.seconds().estimate()),
        Words.bytes(expected.deviceBytes().orElse(expected.hostBytes()).estimate()),
        String.format(Locale.ROOT, "%,d", expected.trainableParameters()),
        Words.bytes((double) expected.weightBytes()),
        missing ? "" : "done");
  }
}
