package io.sparing.cli;

import io.sparing.sweep.Sweep;
import io.sparing.sweep.SweepParser;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sweep}: runs the trials of a sweep file that have no result yet. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs the trials of a sweep file that have no result yet, and shows what there is. A trial"
            + " that fails is a row with a category and does not stop the others.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Trials have succeeded, in this run or before; others may have failed, or were not started"
          + " since the budget is spent, which is what a budget is for.",
      "1:No trial has succeeded, --fail-on failed found one that has not, or the run broke off: the"
          + " disk is full or read-only, the folder is gone or another driver's.",
      "2:A mistake in the sweep file, an option or the data; nothing was run."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./submit.sh sweep jobs/quickstart.yaml --dry-run",
      "  ./submit.sh sweep jobs/quickstart.yaml --set epochs=1 --slots 1 --timeout 10m"
    })
final class SweepCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The sweep file; see jobs/.")
  private Path file;

  @Mixin private SweepOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!Files.isReadable(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException("Invalid sweep file: %s is a folder".formatted(file));
    }
    Sweep sweep = SweepParser.parse(file, options.overrides());
    if (options.dryRun()) {
      DryRun.show(sweep, options, spec.commandLine().getOut());
      return CommandLine.ExitCode.OK;
    }
    Console console = Console.of(options.progress(), spec.commandLine());
    SweepOutcome outcome = Sweeps.run(sweep, options, console);
    return outcome.succeeded() > 0
        ? options.failOn().exitCode(outcome, spec.commandLine().getErr())
        : CommandLine.ExitCode.SOFTWARE;
  }
}
