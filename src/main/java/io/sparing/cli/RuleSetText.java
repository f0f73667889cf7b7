package io.sparing.cli;

import io.sparing.selector.Candidate;
import io.sparing.selector.Cost;
import io.sparing.selector.Feature;
import io.sparing.selector.Goal;
import io.sparing.selector.Grade;
import io.sparing.selector.Numbers;
import io.sparing.selector.ParetoSet;
import io.sparing.selector.Rule;
import io.sparing.selector.RuleSet;
import io.sparing.selector.RuleSetMarkdown;
import io.sparing.selector.RuleSource;
import io.sparing.selector.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Learned rules, what they choose from and their grade for people. */
public final class RuleSetText {

  private static final int MOST_CANDIDATES = 12;

  private RuleSetText() {}

  /** Returns the rules as sentences, then the Pareto set and the grade as tables. */
  public static String render(RuleSet rules) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Goal: %s; cost: %s; a need stays %s below its limit."
            .formatted(
                rules.source().goal().map(Goal::words).orElse("fixed advice"),
                rules.source().cost().map(Cost::words).orElse("not counted"),
                Numbers.percent(rules.source().margin())));
    lines.add("");
    int number = 1;
    for (Rule rule : rules.rules()) {
      String when = rule.conditions().isEmpty() ? rule.when() : "if " + rule.when();
      lines.add("%d. %s".formatted(number++, when));
      lines.add("   then %s".formatted(rule.then()));
      lines.add("   " + rule.because());
      rule.support()
          .ifPresent(support -> lines.add("   " + support(rules.source(), rule, support)));
      if (rule.abstains()) {
        lines.add(
            "   thin evidence"
                + rule.deciding().map(trials -> "; to decide, run " + trials.words()).orElse(""));
      }
    }
    pareto(lines, rules);
    rules.grade().ifPresent(grade -> grade(lines, rules, grade));
    return String.join("\n", lines);
  }

  private static String support(RuleSource source, Rule rule, Support support) {
    return "confidence %s; from %d data %s, %d %s; %s"
        .formatted(
            RuleSetMarkdown.confidence(rule),
            support.dataSets().size(),
            support.dataSets().size() == 1 ? "set" : "sets",
            support.trialIds().size(),
            support.trialIds().size() == 1 ? "trial" : "trials",
            support.runnerUp().isEmpty()
                ? RuleSetMarkdown.flips(source, support)
                : "flips if " + RuleSetMarkdown.flips(source, support));
  }

  private static void pareto(List<String> lines, RuleSet rules) {
    for (String hardware : rules.source().hardware()) {
      List<Candidate> best = ParetoSet.of(rules.candidates(), hardware);
      lines.add("");
      lines.add(
          "On %s, better than all others in quality, latency, memory, training time or examples (%d of %d%s):"
              .formatted(
                  hardware,
                  best.size(),
                  rules.candidates().stream().filter(c -> c.hardware().equals(hardware)).count(),
                  best.size() > MOST_CANDIDATES ? ", the first " + MOST_CANDIDATES : ""));
      lines.add(CandidateTable.render(best.stream().limit(MOST_CANDIDATES).toList()));
    }
  }

  private static void grade(List<String> lines, RuleSet rules, Grade grade) {
    lines.add("");
    if (grade.dataSets().isEmpty()) {
      lines.add(grade.gapWords());
      return;
    }
    RuleSource source = rules.source();
    TextTable table =
        new TextTable(
            List.of("choice by", "regret", "95 % interval", "quality", "cost", "fits", "right"));
    for (Grade.Line line : grade.lines()) {
      table.add(
          List.of(
              line.name(),
              source.regret(line.regret()),
              source.regret(line.low()) + " to " + source.regret(line.high()),
              Numbers.percent(line.quality()),
              Double.isFinite(line.cost()) ? String.format(Locale.ROOT, "%.3g", line.cost()) : "–",
              Numbers.percent(line.feasible()),
              Numbers.percent(line.right())));
    }
    lines.add("Grade (%s, %d environments)".formatted(grade.method(), grade.environments()));
    lines.add(table.render());
    lines.add("Regret is what is lost to the oracle; right is within a point of its quality.");
    lines.add(grade.gapWords());
    grade
        .ownReadings()
        .ifPresent(
            share ->
                lines.add(
                    "%s where a choice fits by the left-out data set's own readings"
                        .formatted(Numbers.percent(share))));
    lines.add("");
    lines.add(byDataSet(rules.source(), grade));
    if (!grade.reliability().isEmpty()) {
      lines.add("");
      lines.add(reliability(grade));
    }
    grade.cautions().forEach(caution -> lines.add("Caution: " + caution));
  }

  private static String byDataSet(RuleSource source, Grade grade) {
    TextTable table =
        new TextTable(
            List.of("left out", "rules", "best mean that fits", "single best", "gap closed"));
    for (Grade.DataSet line : grade.dataSets()) {
      table.add(
          List.of(
              line.dataset(),
              source.regret(line.rules()),
              source.regret(line.table()),
              source.regret(line.single()),
              Numbers.percent(line.gapClosed())));
    }
    return table.render();
  }

  private static String reliability(Grade grade) {
    TextTable table =
        new TextTable(List.of("stated confidence", "within a point of the oracle", "environments"));
    for (Grade.Bin bin : grade.reliability()) {
      table.add(
          List.of(
              Numbers.percent(bin.stated()),
              Numbers.percent(bin.observed()),
              String.valueOf(bin.environments())));
    }
    return table.render();
  }

  /** Returns a need of a candidate with its unit; a dash where nobody measured it. */
  static String need(Candidate candidate, Feature feature) {
    return candidate.needs().containsKey(feature)
        ? feature.format(Numbers.rounded(candidate.needs().get(feature).estimate()))
        : "–";
  }
}
