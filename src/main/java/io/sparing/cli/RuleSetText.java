package io.sparing.cli;

import io.sparing.selector.Grade;
import io.sparing.selector.Numbers;
import io.sparing.selector.Rule;
import io.sparing.selector.RuleSet;
import io.sparing.selector.RuleSetMarkdown;
import io.sparing.selector.Support;
import java.util.ArrayList;
import java.util.List;

/** Learned rules and their grade for people. */
public final class RuleSetText {

  private RuleSetText() {}

  /** The rules as sentences, then the grade as a table. */
  public static String render(RuleSet rules) {
    List<String> lines = new ArrayList<>();
    int number = 1;
    for (Rule rule : rules.rules()) {
      lines.add("%d. if %s".formatted(number++, rule.when()));
      lines.add("   then %s".formatted(rule.then()));
      rule.support().ifPresent(support -> lines.add("   " + support(support)));
      if (rule.deciding().isPresent()) {
        lines.add("   thin evidence; to decide, run " + RuleSetMarkdown.deciding(rule));
      }
    }
    lines.add("   otherwise %s: %s".formatted(rules.fallback().then(), rules.fallback().because()));
    rules.grade().ifPresent(grade -> grade(lines, grade));
    return String.join("\n", lines);
  }

  private static String support(Support support) {
    return "decides %d sampled environments, from %d %s, %s points below the best there; %s"
        .formatted(
            support.environments(),
            support.trialIds().size(),
            support.trialIds().size() == 1 ? "trial" : "trials",
            Numbers.points(support.meanRegret()),
            support.runnerUp().isEmpty()
                ? RuleSetMarkdown.flips(support)
                : "flips if " + RuleSetMarkdown.flips(support));
  }

  private static void grade(List<String> lines, Grade grade) {
    TextTable table =
        new TextTable(List.of("choice by", "quality", "95 % interval", "regret, points", "fits"));
    grade
        .lines()
        .forEach(
            line ->
                table.add(
                    List.of(
                        line.name(),
                        Numbers.percent(line.quality()),
                        Numbers.percent(line.low()) + " to " + Numbers.percent(line.high()),
                        Numbers.points(line.regret()),
                        Numbers.percent(line.feasible()))));
    lines.add("");
    lines.add("Grade (%s, %d environments)".formatted(grade.method(), grade.environments()));
    lines.add(table.render());
    lines.add(grade.gapWords());
    grade.cautions().forEach(caution -> lines.add("Caution: " + caution));
  }
}
