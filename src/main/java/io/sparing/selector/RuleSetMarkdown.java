package io.sparing.selector;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A rule set for people to read, in Markdown. */
public final class RuleSetMarkdown {

  private RuleSetMarkdown() {}

  /** Returns the whole page. */
  public static String page(RuleSet rules) {
    StringBuilder page = new StringBuilder("# Rules: " + rules.name() + "\n\n");
    RuleSource source = rules.source();
    page.append(
        "From %d trials%s on %s. The goal is %s; quality is `%s`, cost is %s. The first rule that holds decides, and the last always does.%n%n"
            .formatted(
                source.trials(),
                source.sweeps().isEmpty() ? "" : " of " + String.join(", ", source.sweeps()),
                source.dataSets().isEmpty() ? "no data set" : String.join(", ", source.dataSets()),
                source.goal().map(Goal::words).orElse("the source papers' fixed advice"),
                source.metric(),
                source.cost().map(Cost::words).orElse("not counted")));
    page.append(
        "| # | if | then | confidence | data sets | trials | environments | regret | flips if |\n");
    page.append("|---|---|---|---|---|---|---|---|---|\n");
    int number = 1;
    for (Rule rule : rules.rules()) {
      page.append(row(number++, rule, source));
    }
    rules.grade().ifPresent(grade -> page.append('\n').append(grade(source, grade)));
    return page.toString();
  }

  private static String row(int number, Rule rule, RuleSource source) {
    String support =
        rule.support()
            .map(
                s ->
                    "%d | %d | %d | %s | %s"
                        .formatted(
                            s.dataSets().size(),
                            s.trialIds().size(),
                            s.environments(),
                            source.regret(s.meanRegret()),
                            flips(source, s)))
            .orElse("– | – | – | – | –");
    String thin = rule.abstains() ? " (abstains)" : "";
    return "| %d | %s | %s%s | %s | %s |%n"
        .formatted(number, rule.when(), rule.then(), thin, confidence(rule), support);
  }

  /** Returns how sure a rule is, in words. */
  public static String confidence(Rule rule) {
    return rule.confidence().isEmpty()
        ? "unknown"
        : String.format(Locale.ROOT, "%.0f %%", 100 * rule.confidence().getAsDouble());
  }

  /** Returns what would flip a rule, in words. */
  public static String flips(RuleSource source, Support support) {
    return support
        .runnerUp()
        .map(
            next ->
                next.margin() >= 0
                    ? "%s gains %s where both fit"
                        .formatted(next.label(), source.regret(next.margin()))
                    : "there is room for a further rule: %s is %s better where both fit"
                        .formatted(next.label(), source.regret(-next.margin())))
        .orElse("no other setup fits there");
  }

  private static String grade(RuleSource source, Grade grade) {
    if (grade.dataSets().isEmpty()) {
      return "## Grade\n\n" + grade.gapWords() + "\n";
    }
    String lines =
        table(
            List.of("choice by", "regret", "95 % interval", "quality", "cost", "fits", "right"),
            grade.lines().stream()
                .map(
                    line ->
                        List.of(
                            line.name(),
                            source.regret(line.regret()),
                            source.regret(line.low()) + " to " + source.regret(line.high()),
                            Numbers.percent(line.quality()),
                            Double.isFinite(line.cost()) ? Numbers.text(line.cost()) : "–",
                            Numbers.percent(line.feasible()),
                            Numbers.percent(line.right())))
                .toList());
    String dataSets =
        table(
            List.of("left out", "rules", Ways.TABLE, Ways.SINGLE, "gap closed"),
            grade.dataSets().stream()
                .map(
                    d ->
                        List.of(
                            d.dataset(),
                            source.regret(d.rules()),
                            source.regret(d.table()),
                            source.regret(d.single()),
                            Numbers.percent(d.gapClosed())))
                .toList());
    String bins =
        table(
            List.of("stated confidence", "within a point of the oracle", "environments"),
            grade.reliability().stream()
                .map(
                    bin ->
                        List.of(
                            Numbers.percent(bin.stated()),
                            Numbers.percent(bin.observed()),
                            String.valueOf(bin.environments())))
                .toList());
    String cautions =
        grade.cautions().stream().map(c -> "- " + c + "\n").collect(Collectors.joining());
    return "## Grade\n\n%s, %d environments: %s.\n\n%s\n%s\n%s\n%s"
        .formatted(
            grade.method(),
            grade.environments(),
            grade.gapWords(),
            lines,
            dataSets,
            bins,
            cautions);
  }

  private static String table(List<String> head, List<List<String>> rows) {
    String line = "| " + String.join(" | ", head) + " |\n|" + "---|".repeat(head.size()) + "\n";
    return line
        + rows.stream()
            .map(row -> "| " + String.join(" | ", row) + " |\n")
            .collect(Collectors.joining());
  }
}
