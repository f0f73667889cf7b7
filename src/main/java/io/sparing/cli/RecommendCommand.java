package io.sparing.cli;

import io.sparing.recommend.Plan;
import io.sparing.recommend.PlanParser;
import io.sparing.recommend.Recommender;
import io.sparing.results.PublishedTrials;
import io.sparing.selector.Candidate;
import io.sparing.selector.Deciding;
import io.sparing.selector.Environment;
import io.sparing.selector.Rule;
import io.sparing.selector.RuleSource;
import io.sparing.text.Printable;
import io.sparing.trial.DeviceKind;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
  private final Function<List<Path>, List<TrialResult>> reader;

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
      description = "Where the model shall run. Default: gpu if --gpus is given, else cpu.")
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
      description = "The longest time to answer one text, e.g. 200ms or 0.2s. Default: no limit.")
  private Double latency;

  @Option(
      names = "--examples",
      paramLabel = "N",
      converter = Quantities.Count.class,
      description =
          "How many labelled training examples there are, e.g. 10000 or 10k. Default: none.")
  private Long examples;

  @Option(
      names = "--train-time",
      paramLabel = "TIME",
      converter = Quantities.Seconds.class,
      description = "Training budget, e.g. 15min or 2h. Default: no limit.")
  private Double trainSeconds;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "How many classes the task has. Default: unknown.")
  private Integer classes;

  @Option(
      names = "--explain",
      description =
          "Show what was measured on that hardware, with qualities and needs; what fits comes first.")
  private boolean explain;

  @Option(
      names = "--decide",
      description =
          "Where evidence is thin, run the trials that would decide, learn again and answer again.")
  private boolean decide;

  @Option(
      names = "--gpus",
      paramLabel = "N",
      description = "How many GPUs there are. Default: 1 on gpu.")
  private Integer gpus;

  @Option(
      names = "--rules",
      paramLabel = "papers|FILE",
      description =
          "Rules to apply. Default: your own, the newest results/*/rules.json, else papers.")
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

  /** Looks for learned rules in the sweeps of that folder, and decides there. */
  RecommendCommand(Path results) {
    this(results, folders -> PublishedTrials.read(folders).results());
  }

  /** Makes the command with this reader of trials. */
  RecommendCommand(Path results, Function<List<Path>, List<TrialResult>> reader) {
    this.results = results;
    this.reader = reader;
  }

  @Override
  public Integer call() {
    try {
      if (!format.equals("text") && !format.equals("json")) {
        throw new IllegalArgumentException("Unknown format: " + format + "; known: text, json");
      }
      RuleFiles.Found found = rules == null ? RuleFiles.newest(results) : RuleFiles.load(rules);
      Environment environment = environment();
      if (examples == null) {
        spec.commandLine().getErr().println("No --examples given: none assumed.");
      }
      Plan plan = answer(found, environment);
      Optional<Deciding> deciding = plan.rule().deciding();
      if (deciding.isPresent()) {
        Decider decider = new Decider(results, reader, spec.commandLine().getOut());
        Optional<Path> sweep = write(decider, found, deciding.get(), environment);
        if (sweep.isPresent()) {
          say(plan.rule(), deciding.get(), found.rules().source(), sweep.get());
        }
        if (decide && sweep.isPresent()) {
          Path learned = decider.run(found.rules(), sweep.get(), environment.hardware());
          answer(RuleFiles.load(learned.toString()), environment);
        }
      } else if (decide) {
        spec.commandLine().getErr().println("Nothing to decide: " + undecided(plan));
      }
      return 0;
    } catch (IllegalArgumentException | IOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /**
   * Returns the sweep that would decide. If it cannot be written, says so and returns nothing: the
   * answer stands without it.
   *
   * @throws IllegalArgumentException if it cannot be written but shall run
   */
  private Optional<Path> write(
      Decider decider, RuleFiles.Found found, Deciding deciding, Environment environment) {
    try {
      return Optional.of(decider.write(found.rules(), deciding, environment.hardware()));
    } catch (IOException e) {
      String why =
          "Cannot write the sweep that would decide to %s: %s"
              .formatted(
                  Printable.of(results),
                  WritableFolder.objection(results)
                      .orElseGet(() -> String.valueOf(e.getMessage())));
      if (decide) {
        throw new IllegalArgumentException(why + "; make it writable", e);
      }
      spec.commandLine().getErr().println(why);
      return Optional.empty();
    }
  }

  private Plan answer(RuleFiles.Found found, Environment environment) {
    PrintWriter out = spec.commandLine().getOut();
    Recommender recommender = new Recommender(found.rules());
    Plan plan = recommender.plan(environment, gpus == null ? 1 : gpus);
    boolean json = format.equals("json");
    List<Candidate> candidates = explain ? recommender.candidates(environment) : List.of();
    if (json) {
      out.println(PlanParser.text(plan, candidates));
    } else {
      out.println(PlanText.render(plan, found.rules().source(), found.from()));
      if (explain) {
        out.println(PlanText.candidates(candidates, environment, found.rules().source().margin()));
      }
    }
    out.flush();
    return plan;
  }

  /** Writes to the error stream, since the answer itself may be read by a program. */
  private void say(Rule rule, Deciding deciding, RuleSource source, Path sweep) {
    spec.commandLine()
        .getErr()
        .printf(
            "Evidence for %s is thin. To decide: ./submit.sh sweep %s (%d trials, about %s), or"
                + " --decide here; expected to save %s where this rule decides.%n",
            rule.name(),
            sweep,
            deciding.trials(),
            Words.seconds(deciding.seconds()),
            source.regret(deciding.regretRemoved()));
  }

  private static String undecided(Plan plan) {
    return plan.rule().support().isEmpty()
        ? "fixed rules rest on no trials"
        : "the rule's confidence is enough, or no other setup fits there";
  }

  /** What was asked for; otherwise a GPU if there are some. */
  private String hardware() {
    if (hardware != null) {
      return hardware;
    }
    DeviceKind kind = gpus != null && gpus > 0 ? DeviceKind.GPU : DeviceKind.CPU;
    return kind.text();
  }

  private Environment environment() {
    String where = hardware();
    if (memory == null && where.equalsIgnoreCase(DeviceKind.GPU.text())) {
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
        trainSeconds == null ? Environment.UNLIMITED : trainSeconds,
        classes == null ? 0 : classes);
  }
}
