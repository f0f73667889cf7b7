package io.sparing.cli;

import io.sparing.results.PublishedTrials;
import io.sparing.text.Printable;
import io.sparing.trial.TrialResult;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The root command. Exit codes: 0 done, 1 nothing came of it (a bug, a broken machine, no trial
 * succeeded), 2 a mistake in the input.
 */
@Command(
    name = "./submit.sh",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Finds, by measuring, the cheapest way to adapt a foundation model to your task, on your"
            + " hardware, within your limits.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:Nothing came of it: a bug, a broken machine, a full or read-only disk, a folder that is"
          + " gone or another driver's, no trial has succeeded.",
      "2:A mistake in the input."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./submit.sh quickstart                           the whole way, in minutes",
      "  ./submit.sh sweep jobs/quickstart.yaml --dry-run",
      "  ./submit.sh sweep my.yaml --set seed=1           run what is missing",
      "  ./submit.sh sql \"SELECT strategy, avg(accuracy) FROM trials GROUP BY strategy\"",
      "  ./submit.sh learn results/quickstart             rules from measured trials",
      "  ./submit.sh recommend --task classification --examples 10k --latency 20ms",
      "  ./submit.sh calibrate                            fits advice to this machine, in two"
          + " minutes",
      "  ./submit.sh data describe wordnet-topic          rows, classes, lengths, duplicates",
      "  ./submit.sh list strategies                      what a sweep file may name",
      "  ./submit.sh doctor                               whether all is well on this machine",
      "",
      "For developers: ./submit.sh test | test-slow | bench | fuzz | torture | build | docs"
    })
public final class Main implements Runnable {

  /** Returns every command, in the order in which the help shows them. */
  private static List<Object> commands(PrintStream err) {
    return List.of(
        new QuickstartCommand(),
        new SweepCommand(),
        new SqlCommand(Home.results()),
        new LearnCommand(folders -> trials(folders, err)),
        new RecommendCommand(Home.results(), folders -> trials(folders, err)),
        new EstimateCommand(Home.results(), folders -> trials(folders, err)),
        new CalibrateCommand(folders -> trials(folders, err)),
        new ResultsCommand(Home.results()),
        new TrackCommand(Home.results()),
        new DataCommand(),
        new ListCommand(),
        new DoctorCommand(),
        new DocsCommand(),
        new CacheCommand());
  }

  /** Returns the trials to learn from, and says which were left out. */
  private static List<TrialResult> trials(List<Path> folders, PrintStream err) {
    PublishedTrials trials = PublishedTrials.read(folders);
    trials.leftOut().forEach(err::println);
    return trials.results();
  }

  @Spec private CommandSpec spec;

  /**
   * Runs a command and ends the process with its code. Numbers have the same form in every country.
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    CommandLine commands = new CommandLine(new Main());
    commands(err).forEach(commands::addSubcommand);
    commands
        .registerConverter(Path.class, Main::path)
        .registerConverter(int.class, new Quantities.Whole())
        .registerConverter(Integer.class, new Quantities.Whole())
        .registerConverter(long.class, new Quantities.Count())
        .registerConverter(Long.class, new Quantities.Count());
    commands
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpLongOptionsMaxWidth(30)
        .setParameterExceptionHandler(Errors::mistake)
        .setExecutionExceptionHandler(Errors::failure);
    try {
      return commands.execute(args);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return Errors.exhausted(e, commands.getErr());
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "Invalid path: %s; expected the name of a file or folder".formatted(Printable.of(text)));
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Cannot run without a command");
  }

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"Sparing " + (version == null ? "dev" : version)};
    }
  }
}
