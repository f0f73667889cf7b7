package io.sparing.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code data}: shows data sets, and brings and checks their files. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    subcommands = {
      DataListCommand.class,
      DataFetchCommand.class,
      DataVerifyCommand.class,
      DataDescribeCommand.class
    },
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Lists and describes data sets; fetches and verifies their files and those of models.",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./submit.sh data list",
      "  ./submit.sh data fetch glue-sst-2",
      "  ./submit.sh data fetch roberta-base --mirror /data/mirror",
      "  ./submit.sh data describe wordnet-topic"
    })
final class DataCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Cannot run data alone; expected one of: "
            + String.join(", ", spec.subcommands().keySet()));
  }
}
