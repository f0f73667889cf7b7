package io.sparing.cli;

import io.sparing.measure.Metric;
import io.sparing.selector.Learning;
import io.sparing.selector.LearningOptions;
import io.sparing.selector.RuleSet;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code learn}: results of sweeps in, rules out. */
@Command(
    name = "learn",
    mixinStandardHelpOptions = true,
    description = "Learns at most seven if-then rules from measured trials and grades them.",
    footer = {
      "",
      "Writes rules.json, rules.md and rules.sql beside the results, or into --out.",
      "",
      "Examples:",
      "  ./submit.sh learn results/quickstart",
      "  ./submit.sh learn results/a results/b --out rules --metric macro_f1"
    })
public final class LearnCommand implements Callable<Integer> {

  private final Function<List<Path>, List<TrialResult>> reader;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "RESULTS",
      description = "Folders that sweeps wrote, or that hold such folders.")
  private List<Path> results;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write. Default: the first RESULTS folder.")
  private Path out;

  @Option(
      names = "--metric",
      paramLabel = "COLUMN",
      defaultValue = "accuracy",
      description = "Quality metric. Default: ${DEFAULT-VALUE}.")
  private String metric;

  @Option(
      names = "--max-rules",
      paramLabel = "N",
      defaultValue = "7",
      description = "Most rules, 1 to 7. Default: ${DEFAULT-VALUE}.")
  private int maxRules;

  @Option(
      names = "--environments",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Environments to sample. Default: ${DEFAULT-VALUE}.")
  private int environments;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of sampling and bootstrap. Default: ${DEFAULT-VALUE}.")
  private long seed;

  /** A command that reads trials with this reader. */
  public LearnCommand(Function<List<Path>, List<TrialResult>> reader) {
    this.reader = reader;
  }

  @Override
  public Integer call() {
    PrintWriter printer = spec.commandLine().getOut();
    try {
      for (Path path : results) {
        if (!Files.exists(path)) {
          throw new IllegalArgumentException("Cannot find results: " + path);
        }
      }
      RuleSet rules = Learning.learn(reader.apply(results), options());
      printer.println(RuleSetText.render(rules));
      printer.println();
      RuleFiles.write(rules, folder(), printer);
      printer.flush();
      return 0;
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private LearningOptions options() {
    List<String> sweeps = results.stream().map(LearnCommand::sweep).toList();
    return LearningOptions.defaults(Instant.now().truncatedTo(ChronoUnit.SECONDS))
        .withMetric(Metric.find(metric))
        .withSizes(maxRules, environments, seed)
        .named(String.join("+", sweeps), sweeps);
  }

  private static String sweep(Path results) {
    return String.valueOf(results.toAbsolutePath().normalize().getFileName());
  }

  private Path folder() {
    Path first = results.get(0);
    return out != null
        ? out
        : Files.isDirectory(first) ? first : first.toAbsolutePath().getParent();
  }
}
