package io.sparing.cli;

import io.sparing.recommend.Plan;
import io.sparing.recommend.Recommender;
import io.sparing.selector.Environment;
import io.sparing.selector.Feature;
import io.sparing.selector.Learning;
import io.sparing.selector.LearningOptions;
import io.sparing.selector.RuleSet;
import io.sparing.sweep.Sweep;
import io.sparing.sweep.SweepParser;
import io.sparing.trial.DeviceKind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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
            + " and recommends a setup for this machine. Ends with exit code 1 if fewer than two"
            + " trials have succeeded.")
final class QuickstartCommand implements Callable<Integer> {

  @Mixin private SweepOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Path file = Home.folder().resolve("jobs").resolve("quickstart.yaml");
    Sweep sweep = SweepParser.parse(file, options.overrides());
    if (options.dryRun()) {
      DryRun.show(sweep, options, spec.commandLine().getOut());
      return CommandLine.ExitCode.OK;
    }
    Console console = Console.of(options.progress(), spec.commandLine());
    PrintWriter out = console.people();
    out.println(
        """
        This sweeps real encoders over WordNet's definitions (which topic is a definition of?), learns
        rules from what was measured, and recommends a setup for this machine.
        """);
    SweepOutcome outcome = Sweeps.run(sweep, options, console);
    if (outcome.succeeded() < 2) {
      spec.commandLine()
          .getErr()
          .println("Cannot learn rules: fewer than two trials succeeded; see the messages above");
      return CommandLine.ExitCode.SOFTWARE;
    }
    RuleSet rules =
        Learning.learn(
            outcome.results(),
            LearningOptions.defaults(Instant.now().truncatedTo(ChronoUnit.SECONDS))
                .withMetric(sweep.metric())
                .named(
                    sweep.name(),
                    List.of(sweep.name()),
                    List.of(outcome.folder().toAbsolutePath().normalize().toString())));
    out.printf("%n%s%n%n", RuleSetText.render(rules));
    RuleFiles.write(rules, outcome.folder(), out);
    out.printf("%nFor this machine:%n%n");
    Plan plan = new Recommender(rules).plan(thisMachine(rules, options.device()), 1);
    out.println(
        PlanText.render(plan, rules.source(), outcome.folder().resolve("rules.json").toString()));
    out.flush();
    return options.failOn().exitCode(outcome, spec.commandLine().getErr());
  }

  /**
   * Returns a classification task on this machine with as many examples as the largest trial had.
   */
  private static Environment thisMachine(RuleSet rules, DeviceKind device) {
    double examples =
        rules.candidates().stream()
            .mapToDouble(candidate -> candidate.needs().get(Feature.EXAMPLES).estimate())
            .max()
            .orElse(0);
    return new Environment(
        "classification",
        device.text(),
        Machine.memoryGigabytes(),
        Environment.UNLIMITED,
        Math.round(examples),
        Environment.UNLIMITED,
        0);
  }
}
