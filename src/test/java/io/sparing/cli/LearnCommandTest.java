package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.selector.RuleSet;
import io.sparing.selector.RuleSetParser;
import io.sparing.selector.Trials;
import io.sparing.trial.TrialResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LearnCommandTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(List<TrialResult> trials, String... arguments) {
    return new CommandLine(new LearnCommand(paths -> trials))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void printsRulesAndWritesThreeFilesThatRecommendReads() throws Exception {
    Path sweep = Files.createDirectory(folder.resolve("a"));
    assertThat(run(Trials.crossing(), sweep.toString())).isZero();
    assertThat(out.toString())
        .contains("Goal: the best quality within the limits; cost: device-seconds of training")
        .contains("1. if ")
        .contains("On cpu, better than all others in quality")
        .contains("Not graded: one data set cannot tell")
        .contains("Wrote   " + sweep.resolve("rules.sql"));
    RuleSet rules = RuleSetParser.read(sweep.resolve("rules.json"));
    assertThat(rules.candidates()).hasSize(3);
    assertThat(rules.source().results()).containsExactly(sweep.toString());
    assertThat(sweep.resolve("rules.md")).isNotEmptyFile();
    StringWriter answer = new StringWriter();
    new CommandLine(new RecommendCommand(folder))
        .setOut(new PrintWriter(answer, true))
        .execute("--task=classification", "--memory=3GB", "--examples=5k");
    assertThat(answer.toString()).contains("the newest that were learned").contains("lora");
    if (Boolean.getBoolean("show")) {
      System.out.println(out + "\n" + answer);
    }
  }

  @Test
  void refusesWhatItCannotLearnFrom() {
    assertThat(run(Trials.crossing().subList(0, 1), folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("Cannot learn rules from 1 OK trials");
    assertThat(run(Trials.crossing(), folder.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("Cannot find results");
    assertThat(run(Trials.crossing(), folder.toString(), "--metric=speed")).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown metric: speed");
    assertThat(run(Trials.crossing(), folder.toString(), "--max-rules=8")).isEqualTo(2);
    assertThat(err.toString()).contains("Invalid max rules: 8; expected 1 to 7");
  }

  @Test
  void evidenceThatComesWithSparingIsReadBesideOnesOwn() throws Exception {
    Path own = Files.createDirectory(folder.resolve("own"));
    List<Path> read = new ArrayList<>();
    int code =
        new CommandLine(
                new LearnCommand(
                    paths -> {
                      read.addAll(paths);
                      return Trials.crossing();
                    }))
            .setOut(new PrintWriter(out, true))
            .execute(own.toString(), "--with-evidence");
    assertThat(code).isZero();
    assertThat(read).containsExactly(own, Home.evidence());
    assertThat(RuleSetParser.read(own.resolve("rules.json")).source().sweeps())
        .containsExactly("own", "evidence");
  }

  @Test
  void whatToLearnFromAndWhereToWriteMustBeSaid() {
    assertThat(run(Trials.crossing())).isEqualTo(2);
    assertThat(err.toString()).contains("Cannot learn from nothing").contains("--with-evidence");
    assertThat(run(Trials.crossing(), "--with-evidence")).isEqualTo(2);
    assertThat(err.toString()).contains("Cannot write rules beside the evidence").contains("--out");
  }

  @Test
  void aGoalsOptionsAreForItAlone() {
    assertRefused("Unknown goal: good; known: best, cheapest, value", "--goal=good");
    assertRefused("Invalid --within: 2.0; it goes with --goal cheapest only", "--within=2");
    assertRefused("Invalid --at-least: 0.9", "--at-least=0.9", "--goal=value");
    assertRefused("Cannot learn for value without --price-per-point", "--goal=value");
    assertRefused("Invalid price per point: -1", "--goal=value", "--price-per-point=-1");
    assertRefused("Invalid within: ", "--goal=cheapest", "--within=101");
  }

  @Test
  void aCostThatCannotBeCountedIsRefused() {
    assertRefused("Unknown cost: time; known: device-time, energy, money", "--cost=time");
    assertRefused("Unknown --cost-of: all; known: training, answers, both", "--cost-of=all");
    assertRefused("Cannot count the cost of answers without --answers", "--cost-of=answers");
    assertRefused("no row of a cpu has measured", "--goal=cheapest", "--cost=energy");
  }

  @Test
  void environmentsAndSharesAreChecked() throws Exception {
    assertRefused("Cannot find the environments: ", "--environments=nowhere.yaml");
    Path file = Files.writeString(folder.resolve("e.yaml"), "latency_ms: [soon]\n");
    assertRefused("Invalid latency_ms: soon", "--environments=" + file);
    assertRefused("Invalid margin: ", "--margin=900");
    assertRefused("Invalid abstain below: ", "--abstain-below=900");
  }

  private void assertRefused(String message, String... options) {
    err.getBuffer().setLength(0);
    String[] arguments = new String[options.length + 1];
    arguments[0] = folder.toString();
    System.arraycopy(options, 0, arguments, 1, options.length);
    assertThat(run(Trials.crossing(), arguments)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void learnsForTheGoalThatWasAsked() throws Exception {
    String out1 = folder.resolve("o").toString();
    int code =
        run(Trials.crossing(), folder.toString(), "--goal=cheapest", "--within=50", "--out", out1);
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("Goal: the lowest cost of what is at most 50.00 points below the best that fits");
    RuleSet rules = RuleSetParser.read(Path.of(out1, "rules.json"));
    assertThat(rules.source().goal().orElseThrow().words()).contains("lowest cost");
  }
}
