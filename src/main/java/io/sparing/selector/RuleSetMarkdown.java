package io.sparing.selector;

import java.util.stream.Collectors;

/** A rule set for people to read, in Markdown. */
public final class RuleSetMarkdown {

  private RuleSetMarkdown() {}

  /** The whole page. */
  public static String page(RuleSet rules) {
    StringBuilder page = new StringBuilder("# Rules: " + rules.name() + "\n\n");
    RuleSource source = rules.source();
    page.append(
        "From %d trials%s on %s; quality is `%s`. The first rule that holds decides.%n%n"
            .formatted(
                source.trials(),
                source.sweeps().isEmpty() ? "" : " of " + String.join(", ", source.sweeps()),
                source.dataSets().isEmpty() ? "no data set" : String.join(", ", source.dataSets()),
                source.metric()));
    page.append("| # | if | then | environments | trials | regret, points | flips if |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    int number = 1;
    for (Rule rule : rules.rules()) {
      page.append(row(String.valueOf(number++), rule));
    }
    page.append(row("–", rules.fallback()));
    rules.grade().ifPresent(grade -> page.append('\n').append(grade(grade)));
    return page.toString();
  }

  private static String row(String number, Rule rule) {
    String support =
        rule.support()
            .map(
                s ->
                    "%d | %s | %s | %s"
                        .formatted(
                            s.environments(),
                            String.join(" ", s.trialIds()),
                            Numbers.points(s.meanRegret()),
                            flips(s)))
            .orElse("– | – | – | –");
    String thin = rule.abstains() ? " (thin: run " + deciding(rule) + ")" : "";
    return "| %s | %s | %s%s | %s |%n".formatted(number, rule.when(), rule.then(), thin, support);
  }

  /** What to run for a rule with thin evidence; its own choice is not named again. */
  public static String deciding(Rule rule) {
    String trial = rule.deciding().orElse("more trials");
    String own = rule.then() + " with ";
    return trial.startsWith(own) ? "it again with " + trial.substring(own.length()) : trial;
  }

  /** What would flip a rule, in words. */
  public static String flips(Support support) {
    return support
        .runnerUp()
        .map(
            next ->
                next.margin() >= 0
                    ? "%s gains %s points where both fit"
                        .formatted(next.label(), Numbers.points(next.margin()))
                    : "%s is %s points better where both fit but costs a further rule"
                        .formatted(next.label(), Numbers.points(-next.margin())))
        .orElse("no other choice fits there");
  }

  private static String grade(Grade grade) {
    String lines =
        grade.lines().stream()
            .map(
                line ->
                    "| %s | %s | %s to %s | %s | %s |"
                        .formatted(
                            line.name(),
                            Numbers.percent(line.quality()),
                            Numbers.percent(line.low()),
                            Numbers.percent(line.high()),
                            Numbers.points(line.regret()),
                            Numbers.percent(line.feasible())))
            .collect(Collectors.joining("\n"));
    String cautions =
        grade.cautions().stream().map(c -> "- " + c).collect(Collectors.joining("\n"));
    return "## Grade\n\n%s, %d environments: %s.\n\n| choice by | quality | 95 %% interval | regret, points | fits |\n|---|---|---|---|---|\n%s\n\n%s\n"
        .formatted(grade.method(), grade.environments(), grade.gapWords(), lines, cautions);
  }
}
