package io.sparing.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The whole way on one machine: sweep, rules, recommendation. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Sweeps real models over real data (jobs/quickstart.yaml), learns rules from the results"
            + " and recommends a setup for this machine.")
final class QuickstartCommand implements Callable<Integer> {

  @Mixin private SweepOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return Sweeps.run(
        Home.folder().resolve("jobs").resolve("quickstart.yaml"),
        options,
        spec.commandLine().getOut());
  }
}
