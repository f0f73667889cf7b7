package io.sparing.cli;

import io.sparing.measure.Metric;
import io.sparing.recommend.DecidingSweep;
import io.sparing.selector.Cost;
import io.sparing.selector.Deciding;
import io.sparing.selector.Goal;
import io.sparing.selector.Learning;
import io.sparing.selector.LearningOptions;
import io.sparing.selector.RuleSet;
import io.sparing.selector.RuleSource;
import io.sparing.trial.TrialResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** Writes the sweep that would decide where evidence is thin, runs it, and learns again. */
final class Decider {

  private final Path results;
  private final Function<List<Path>, List<TrialResult>> reader;
  private final PrintWriter out;

  Decider(Path results, Function<List<Path>, List<TrialResult>> reader, PrintWriter out) {
    this.results = results;
    this.reader = reader;
    this.out = out;
  }

  /** Writes the sweep file and returns it; the same question has the same file. */
  Path write(RuleSet rules, Deciding deciding, String hardware) throws IOException {
    String name = "decide-" + Integer.toHexString(deciding.words().hashCode());
    Files.createDirectories(results);
    Path file = results.resolve(name + ".yaml");
    Files.writeString(file, DecidingSweep.text(name, deciding, rules, hardware));
    return file;
  }

  /**
   * Runs the sweep, learns from the old results and the new ones and returns the new rules' file.
   *
   * @throws IllegalArgumentException if the old results have gone
   * @throws IOException if the rules cannot be written
   */
  Path run(RuleSet rules, Path sweep, String hardware) throws IOException {
    RuleSource source = rules.source();
    List<Path> folders = new ArrayList<>();
    for (String folder : source.results()) {
      if (!Files.isDirectory(Path.of(folder))) {
        throw new IllegalArgumentException(
            "Cannot decide: the results behind these rules, %s, have gone; learn again first"
                .formatted(folder));
      }
      folders.add(Path.of(folder));
    }
    int code =
        new CommandLine(new SweepCommand())
            .setOut(out)
            .setExecutionExceptionHandler(Errors::failure)
            .setParameterExceptionHandler(Errors::mistake)
            .execute(sweep.toString(), "--results", results.toString(), "--device", hardware);
    if (code != 0) {
      throw new IllegalArgumentException(
          "Cannot decide: the sweep %s did not succeed".formatted(sweep));
    }
    String name = sweep.getFileName().toString().replace(".yaml", "");
    Path folder = results.resolve(name);
    folders.add(folder);
    RuleFiles.write(
        Learning.learn(reader.apply(folders), options(source, name, folders)), folder, out);
    return folder.resolve("rules.json");
  }

  private static LearningOptions options(RuleSource source, String name, List<Path> folders) {
    List<String> sweeps = new ArrayList<>(source.sweeps());
    sweeps.add(name);
    return LearningOptions.defaults(Instant.now().truncatedTo(ChronoUnit.SECONDS))
        .withMetric(Metric.find(source.metric()))
        .withGoal(
            source.goal().orElseGet(Goal.Best::new), source.cost().orElseGet(Cost::ofTraining))
        .named(
            String.join("+", sweeps),
            sweeps,
            folders.stream().map(path -> path.toAbsolutePath().normalize().toString()).toList());
  }
}
