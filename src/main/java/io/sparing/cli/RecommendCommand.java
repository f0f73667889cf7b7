package io.sparing.cli;

import io.sparing.recommend.Plan;
import io.sparing.recommend.PlanParser;
import io.sparing.recommend.Recommender;
import io.sparing.selector.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code recommend}: an environment in, a plan out. Starts neither Spark nor DJL. */
@Command(
    name = "recommend",
    mixinStandardHelpOptions = true,
    description =
        "Says how to adapt a model to a task on given hardware, and what would change that.",
    footer = {
      "",
      "Examples:",
      "  ./submit.sh recommend --task classification --examples 10k",
      "  ./submit.sh recommend --task pair --hardware gpu --memory 4GB --latency 200ms",
      "  ./submit.sh recommend --task qa --memory 16GB --latency 0.4s --rules papers",
      "  ./submit.sh recommend --task pair --rules results/a/rules.json --format json"
    })
public final class RecommendCommand implements Callable<Integer> {

  private final Path results;

  @Spec private CommandSpec spec;

  @Option(
      names = "--task",
      required = true,
      paramLabel = "TASK",
      description = "classification, pair, qa, summarization, chatbot, …")
  private String task;

  @Option(
      names = "--hardware",
      paramLabel = "cpu|gpu",
      description = "Where it shall run. Default: gpu if --gpus is given, else cpu.")
  private String hardware;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = Quantities.Memory.class,
      description =
          "Host memory on a cpu, device memory on a gpu, e.g. 4GB. Default: this machine's.")
  private Double memory;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      converter = Quantities.Millis.class,
      description = "Longest time to answer one text, e.g. 200ms or 0.2s. Default: no limit.")
  private Double latency;

  @Option(
      names = "--examples",
      paramLabel = "N",
      converter = Quantities.Count.class,
      description = "Labelled training examples, e.g. 10000 or 10k. Default: none.")
  private Long examples;

  @Option(
      names = "--train-time",
      paramLabel = "TIME",
      converter = Quantities.Seconds.class,
      description = "Training budget, e.g. 15min or 2h. Default: no limit.")
  private Double trainSeconds;

  @Option(names = "--gpus", paramLabel = "N", description = "GPUs there are. Default: 1 on gpu.")
  private Integer gpus;

  @Option(
      names = "--rules",
      paramLabel = "papers|FILE",
      description = "Rules to apply. Default: the newest results/*/rules.json, else papers.")
  private String rules;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "How to print. Default: ${DEFAULT-VALUE}.")
  private String format;

  /** Looks for learned rules in {@code results}. */
  public RecommendCommand() {
    this(Path.of("results"));
  }

  /** Looks for learned rules in the sweeps of that folder. */
  RecommendCommand(Path results) {
    this.results = results;
  }

  @Override
  public Integer call() {
    try {
      if (!format.equals("text") && !format.equals("json")) {
        throw new IllegalArgumentException("Unknown format: " + format + "; known: text, json");
      }
      RuleFiles.Found found = rules == null ? RuleFiles.newest(results) : RuleFiles.load(rules);
      Environment environment = environment();
      Plan plan = new Recommender(found.rules()).plan(environment, gpus == null ? 1 : gpus);
      spec.commandLine()
          .getOut()
          .println(
              format.equals("json") ? PlanParser.text(plan) : PlanText.render(plan, found.from()));
      if (examples == null) {
        spec.commandLine().getErr().println("No --examples given: none assumed.");
      }
      spec.commandLine().getOut().flush();
      return 0;
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Environment environment() {
    String where = hardware != null ? hardware : gpus != null && gpus > 0 ? "gpu" : "cpu";
    if (memory == null && where.equalsIgnoreCase("gpu")) {
      throw new IllegalArgumentException("Cannot recommend for a gpu without --memory");
    }
    if (memory == null) {
      spec.commandLine()
          .getErr()
          .printf("No --memory given: this machine's (%d cores).%n", Machine.cores());
    }
    return new Environment(
        task,
        where,
        memory == null ? Machine.memoryGigabytes() : memory,
        latency == null ? Environment.UNLIMITED : latency,
        examples == null ? 0 : examples,
        trainSeconds == null ? Environment.UNLIMITED : trainSeconds);
  }
}
