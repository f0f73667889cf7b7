package io.sparing.cli;

import io.sparing.measure.Metric;
import io.sparing.selector.Cost;
import io.sparing.selector.EnvironmentGridParser;
import io.sparing.selector.Goal;
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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
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
      "  ./submit.sh learn results/a results/b --out rules --metric macro_f1",
      "  ./submit.sh learn results --goal cheapest --within 1 --answers 1M",
      "  ./submit.sh learn results/mine --with-evidence",
      "  ./submit.sh learn --with-evidence --out rules"
    })
public final class LearnCommand implements Callable<Integer> {

  private final Function<List<Path>, List<TrialResult>> reader;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "RESULTS",
      description = "Folders that sweeps wrote, or that hold such folders.")
  private List<Path> results = List.of();

  @Option(
      names = "--with-evidence",
      description = {
        "Learn from the trials that come with Sparing, too;",
        "data-manifests/evidence/README.md says where they were measured."
      })
  private boolean withEvidence;

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
      description =
          "How many rules to learn at most, 1 to 7; the last always answers. Default:"
              + " ${DEFAULT-VALUE}.")
  private int maxRules;

  @Option(
      names = "--goal",
      paramLabel = "GOAL",
      defaultValue = "best",
      description = {
        "best: the best quality within the limits;",
        "cheapest: the lowest cost of what is good enough (--within, --at-least);",
        "value: the most points for their price (--price-per-point). Default: ${DEFAULT-VALUE}."
      })
  private String goal;

  @Option(
      names = "--within",
      paramLabel = "POINTS",
      description =
          "With cheapest: how many points below the best that fits are good enough. Default: 1.")
  private Double within;

  @Option(
      names = "--at-least",
      paramLabel = "QUALITY",
      description =
          "With cheapest: the quality that is good enough whatever the best is, e.g. 0.9.")
  private Double atLeast;

  @Option(
      names = "--price-per-point",
      paramLabel = "PRICE",
      description = "With value: what a point is worth for one model, in the unit of --cost.")
  private Double pricePerPoint;

  @Option(
      names = "--cost",
      paramLabel = "UNIT",
      defaultValue = "device-time",
      description = "device-time (seconds), energy (joules) or money. Default: ${DEFAULT-VALUE}.")
  private String cost;

  @Option(
      names = "--answers",
      paramLabel = "N",
      converter = Quantities.Count.class,
      description = "How many answers the cost counts, beside training, e.g. 1M. Default: none.")
  private Long answers;

  @Option(
      names = "--cost-of",
      paramLabel = "WHAT",
      description = "training, answers or both. Default: both with --answers, else training.")
  private String costOf;

  @Option(
      names = "--environments",
      paramLabel = "FILE",
      description =
          "The limits that rules are learned for and graded in. Default: conf/environments.yaml.")
  private Path environments;

  @Option(
      names = "--margin",
      paramLabel = "PERCENT",
      defaultValue = "10",
      description =
          "How far a need must stay below a limit, in percent. Default: ${DEFAULT-VALUE}.")
  private double margin;

  @Option(
      names = "--by-data",
      description = "Let rules have conditions on the task and the number of classes.")
  private boolean byData;

  @Option(
      names = "--abstain-below",
      paramLabel = "PERCENT",
      defaultValue = "50",
      description = "Confidence below which a rule abstains. Default: ${DEFAULT-VALUE}.")
  private double abstainBelow;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the bootstrap and the forest. Default: ${DEFAULT-VALUE}.")
  private long seed;

  /** Makes a command that reads trials with this reader. */
  public LearnCommand(Function<List<Path>, List<TrialResult>> reader) {
    this.reader = reader;
  }

  @Override
  public Integer call() {
    PrintWriter printer = spec.commandLine().getOut();
    try {
      List<Path> sources = sources();
      Path folder = folder();
      RuleSet rules = Learning.learn(reader.apply(sources), options(sources));
      printer.println(RuleSetText.render(rules));
      printer.println();
      RuleFiles.write(rules, folder, printer);
      printer.flush();
      return 0;
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Returns the folders to learn from. */
  private List<Path> sources() {
    List<Path> sources = new ArrayList<>(results);
    if (withEvidence) {
      sources.add(Home.evidence());
    }
    if (sources.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot learn from nothing; name a folder that a sweep wrote, or give --with-evidence");
    }
    for (Path path : sources) {
      if (!Files.exists(path)) {
        throw new IllegalArgumentException("Cannot find results: " + path);
      }
    }
    return sources;
  }

  private LearningOptions options(List<Path> sources) throws IOException {
    List<String> sweeps = sources.stream().map(LearnCommand::sweep).toList();
    List<String> folders =
        sources.stream().map(path -> path.toAbsolutePath().normalize().toString()).toList();
    return LearningOptions.defaults(Instant.now().truncatedTo(ChronoUnit.SECONDS))
        .withMetric(Metric.find(metric))
        .withGoal(goal(), cost())
        .withLimits(
            environments == null
                ? EnvironmentGridParser.published()
                : EnvironmentGridParser.read(environments),
            margin / 100)
        .byData(byData)
        .withSizes(maxRules, abstainBelow / 100, seed)
        .named(String.join("+", sweeps), sweeps, folders);
  }

  private Goal goal() {
    only("cheapest", "--within", within);
    only("cheapest", "--at-least", atLeast);
    only("value", "--price-per-point", pricePerPoint);
    return switch (goal) {
      case "best" -> new Goal.Best();
      case "cheapest" ->
          new Goal.Cheapest(
              (within == null ? 1 : within) / 100,
              atLeast == null ? OptionalDouble.empty() : OptionalDouble.of(atLeast));
      case "value" -> {
        if (pricePerPoint == null) {
          throw new IllegalArgumentException(
              "Cannot learn for value without --price-per-point, in the unit of --cost");
        }
        yield new Goal.Value(pricePerPoint);
      }
      default ->
          throw new IllegalArgumentException(
              "Unknown goal: " + goal + "; known: best, cheapest, value");
    };
  }

  private void only(String wanted, String option, Object value) {
    if (value != null && !goal.equals(wanted)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s; it goes with --goal %s only".formatted(option, value, wanted));
    }
  }

  private Cost cost() {
    String usual = answers == null ? "training" : "both";
    String what = costOf == null ? usual : costOf;
    if (!List.of("training", "answers", "both").contains(what)) {
      throw new IllegalArgumentException(
          "Unknown --cost-of: " + what + "; known: training, answers, both");
    }
    if (!what.equals("training") && answers == null) {
      throw new IllegalArgumentException("Cannot count the cost of answers without --answers");
    }
    return new Cost(
        Cost.Unit.find(cost),
        !what.equals("answers"),
        what.equals("training") || answers == null ? 0 : answers);
  }

  private static String sweep(Path results) {
    return String.valueOf(results.toAbsolutePath().normalize().getFileName());
  }

  private Path folder() {
    if (out != null) {
      return out;
    }
    if (results.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot write rules beside the evidence that comes with Sparing; name a folder with"
              + " --out");
    }
    Path first = results.get(0);
    return Files.isDirectory(first) ? first : first.toAbsolutePath().getParent();
  }
}
