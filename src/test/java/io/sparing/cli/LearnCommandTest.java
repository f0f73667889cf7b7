package io.sparing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparing.selector.RuleSetParser;
import io.sparing.selector.Trials;
import io.sparing.trial.TrialResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(run(Trials.crossing(), sweep.toString(), "--environments=300")).isZero();
    assertThat(out.toString())
        .contains("1. if ")
        .contains("Grade (held-out")
        .contains("single best")
        .contains("Wrote   " + sweep.resolve("rules.sql"));
    assertThat(RuleSetParser.read(sweep.resolve("rules.json")).rules()).hasSize(3);
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
}
