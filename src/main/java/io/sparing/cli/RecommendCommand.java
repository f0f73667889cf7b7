package io.sparing.cli;

import io.sparing.look.LandmarkRunner;
import io.sparing.look.LandmarkWorkers;
import io.sparing.recommend.CalibratedRules;
import io.sparing.recommend.Plan;
import io.sparing.recommend.Recommender;
import io.sparing.results.PublishedTrials;
import io.sparing.selector.Candidate;
import io.sparing.selector.Deciding;
import io.sparing.selector.Environment;
import io.sparing.selector.Rule;
import io.sparing.selector.RuleSource;
import io.sparing.spark.WorkerClassPath;
import io.sparing.text.Printable;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code recommend}: an environment in, a plan out. Starts neither Spark nor DJL, but for a close
 * look at data a few workers.
 */
@Command(
    name = "recommend",
    mixinStandardHelpOptions = true,
    description =
        "Says how to adapt a model to a task on given hardware, and what would change that.",
    footer = {
      "",
      "Examples:",
      "  ./submit.sh recommend --task classification --examples 10k",
      "  ./submit.sh recommend --data reviews.csv --text review --label stars",
      "  ./submit.sh recommend --data reviews.csv --look closely --latency 20ms",
      "  ./submit.sh recommend --task pair --hardware gpu --memory 4GB --latency 200ms",
      "  ./submit.sh recommend --task qa --memory 16GB --latency 0.4s --rules papers",
      "  ./submit.sh recommend --task pair --rules results/a/rules.json --format json"
    })
public final class RecommendCommand implements Callable<Integer> {

  private final Path results;
  private final Function<List<Path>, List<TrialResult>> reader;
  private final Function<Map<String, String>, LandmarkRunner> landmarks;

  @Spec private CommandSpec spec;

  @Mixin private QuestionOptions question;

  @Mixin private LookOptions look;

  @Option(
      names = "--explain",
      description =
          "Show what was measured on that hardware, with qualities and needs; what fits comes"
              + " first.")
  private boolean explain;

  @Option(
      names = "--decide",
      description =
          "Where evidence is thin, run the trials that would decide, learn again and answer again.")
  private boolean decide;

  @Option(
      names = "--rules",
      paramLabel = "papers|FILE",
      description =
          "Rules to apply. Default: your own, the newest results/*/rules.json, else papers.")
  private String rules;

  @Option(
      names = "--calibration",
      paramLabel = "none|FILE",
      description =
          "What ./submit.sh calibrate measured of the machine that is asked about; scales needs"
              + " that were measured on another. Default: this machine's, if there is one.")
  private String calibration;

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
    this(results, reader, RecommendCommand::workers);
  }

  /** Makes the command with this runner of landmarks, which finds files by the variables given. */
  RecommendCommand(
      Path results,
      Function<List<Path>, List<TrialResult>> reader,
      Function<Map<String, String>, LandmarkRunner> landmarks) {
    this.results = results;
    this.reader = reader;
    this.landmarks = landmarks;
  }

  private static LandmarkRunner workers(Map<String, String> environment) {
    String own = System.getProperty("java.class.path");
    return new LandmarkWorkers(
        System.getProperty(WorkerClassPath.SETTING, own),
        Home.log().toAbsolutePath().getParent(),
        environment);
  }

  @Override
  public Integer call() {
    try {
      if (!format.equals("text") && !format.equals("json")) {
        throw new IllegalArgumentException("Unknown format: " + format + "; known: text, json");
      }
      question.check(look.wanted());
      RuleFiles.Found found = rules == null ? RuleFiles.newest(results) : RuleFiles.load(rules);
      Optional<Looked> looked = look.look(landmarks, spec.commandLine().getErr());
      Environment environment =
          question.environment(looked.map(Looked::look), spec.commandLine().getErr());
      Plan plan = answer(found, environment, looked);
      Optional<Deciding> deciding = plan.rule().deciding();
      if (deciding.isPresent()) {
        Decider decider = new Decider(results, reader, spec.commandLine().getOut());
        Optional<Path> sweep = write(decider, found, deciding.get(), environment);
        if (sweep.isPresent()) {
          say(plan.rule(), deciding.get(), found.rules().source(), sweep.get());
        }
        if (decide && sweep.isPresent()) {
          Path learned = decider.run(found.rules(), sweep.get(), environment.hardware());
          answer(RuleFiles.load(learned.toString()), environment, looked);
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

  private Plan answer(RuleFiles.Found found, Environment environment, Optional<Looked> looked)
      throws IOException {
    Recommender recommender =
        new Recommender(
            CalibratedRules.of(
                found.rules(),
                CalibrationFiles.find(results, calibration, environment.hardware())));
    Advice advice =
        Advice.of(recommender.plan(environment, question.gpus()), found, looked, question.given());
    List<Candidate> candidates = explain ? recommender.candidates(environment) : List.of();
    PrintWriter out = spec.commandLine().getOut();
    if (format.equals("json")) {
      out.println(advice.json(candidates));
    } else {
      out.println(advice.text());
      if (explain) {
        out.println(PlanText.candidates(candidates, environment, found.rules().source().margin()));
      }
    }
    out.flush();
    return advice.plan();
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
}
