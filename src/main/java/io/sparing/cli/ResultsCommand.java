package io.sparing.cli;

import io.sparing.ledger.Ledger;
import io.sparing.ledger.LedgerRepair;
import io.sparing.ledger.SweepFolder;
import io.sparing.results.Guard;
import io.sparing.results.ResultsStore;
import io.sparing.results.SweepTables;
import io.sparing.spark.SweepDriver;
import io.sparing.text.Printable;
import io.sparing.trial.Status;
import io.sparing.trial.StoredResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code results}: shows which sweeps have results, and repairs or removes them. */
@Command(
    name = "results",
    mixinStandardHelpOptions = true,
    description = "Shows which sweeps have results, repairs and removes them.",
    footer = {
      "",
      "SWEEP is a name in the results folder, or a path.",
      "",
      "Examples:",
      "  ./submit.sh results list",
      "  ./submit.sh results repair quickstart",
      "  ./submit.sh results remove quickstart --yes"
    })
final class ResultsCommand implements Callable<Integer> {

  private final Path results;

  @Spec private CommandSpec spec;

  /** Looks in that folder. */
  ResultsCommand(Path results) {
    this.results = results;
  }

  @Override
  public Integer call() throws IOException {
    return list(null);
  }

  /** Lists sweeps. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Shows the sweeps in a results folder and whether all is well with each.")
  int list(
      @Parameters(
              arity = "0..1",
              paramLabel = "FOLDER",
              description = "The results folder. Default: results/ in Sparing's folder.")
          Path folder)
      throws IOException {
    Path where = folder == null ? results : folder;
    List<Path> sweeps = SweepFolder.is(where) ? List.of(where) : SweepFolder.in(where);
    PrintWriter out = out();
    if (sweeps.isEmpty()) {
      out.printf("No sweep has results in %s.%n", Printable.of(where));
    } else {
      TextTable table =
          new TextTable(List.of("sweep", "trials", "ok", "failed", "last", "size", "state"));
      for (Path sweep : sweeps) {
        table.add(row(sweep));
      }
      out.println(table.render());
    }
    out.flush();
    return 0;
  }

  /** Repairs sweeps. */
  @Command(
      name = "repair",
      mixinStandardHelpOptions = true,
      description = {
        "Sets damaged lines of a sweep's ledger aside (_set-aside/ in its folder) and makes its"
            + " tables hold what the ledger holds. Trials whose lines were damaged run again with"
            + " the next run of the sweep."
      })
  int repair(
      @Parameters(arity = "1..*", paramLabel = "SWEEP", description = "Sweeps to repair.")
          List<Path> sweeps)
      throws IOException {
    PrintWriter out = out();
    for (Path sweep : folders(sweeps)) {
      List<LedgerRepair.Damage> damages = LedgerRepair.repair(sweep);
      damages.forEach(
          damage ->
              out.printf(
                  "%s:%d was set aside: %s%n",
                  sweep.resolve(Ledger.FILE), damage.number(), damage.why()));
      try (Ledger ledger = Ledger.open(sweep)) {
        SweepDriver.heal(SweepFolders.name(sweep), sweep, ledger, out::println);
        out.printf(
            "%s: the ledger and the tables are whole, with %d results.%n",
            sweep, ledger.entries().size());
      }
      out.flush();
    }
    return 0;
  }

  /** Removes sweeps. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Deletes sweeps with all their results and saved models.")
  int remove(
      @Parameters(arity = "1..*", paramLabel = "SWEEP", description = "Sweeps to remove.")
          List<Path> sweeps,
      @Option(
              names = "--yes",
              description = "Delete them. Without this option, only say what would be deleted.")
          boolean yes)
      throws IOException {
    PrintWriter out = out();
    for (Path sweep : folders(sweeps)) {
      String what =
          "%s, %d trials, %s"
              .formatted(
                  sweep,
                  SweepFolder.look(sweep).latest().size(),
                  Words.bytes((double) FolderSize.of(sweep).bytes()));
      if (yes) {
        SweepFolder.remove(sweep);
        out.println("Removed " + what);
      } else {
        out.printf("Would remove %s; with --yes it goes%n", what);
      }
    }
    out.flush();
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private List<Path> folders(List<Path> sweeps) {
    return sweeps.stream().map(sweep -> SweepFolders.find(results, sweep)).toList();
  }

  private static List<String> row(Path folder) throws IOException {
    SweepFolder sweep = SweepFolder.look(folder);
    List<StoredResult> latest = sweep.latest();
    long ok = latest.stream().filter(r -> r.status().equals(Status.OK.name())).count();
    String last =
        latest.stream()
            .map(StoredResult::finishedAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .map(end -> end.truncatedTo(ChronoUnit.MINUTES).toString())
            .orElse("");
    return List.of(
        Printable.of(SweepFolders.name(folder)),
        String.valueOf(latest.size()),
        String.valueOf(ok),
        String.valueOf(latest.size() - ok),
        last,
        Words.bytes((double) FolderSize.of(folder).bytes()),
        state(sweep));
  }

  private static String state(SweepFolder sweep) throws IOException {
    if (sweep.owner().isPresent()) {
      return "owned by " + sweep.owner().get();
    }
    if (sweep.damage().isPresent()) {
      return sweep.damage().get();
    }
    SweepTables tables =
        new SweepTables(
            new ResultsStore(sweep.folder()), SweepFolders.name(sweep.folder()), Guard.NONE);
    return tables.complete(sweep.entries())
        ? "complete"
        : "tables differ from the ledger: the same sweep puts them right";
  }
}
