package io.sparing.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule set as a SQL {@code CASE} expression over the columns {@code task}, {@code hardware},
 * {@code memory_gb}, {@code latency_ms}, {@code examples}, {@code train_seconds} and {@code
 * classes}. Null latency and training budget mean no limit; null examples mean none; null classes
 * are unknown. Its value is the choice's {@link Choice#key()}.
 */
public final class RuleSetSql {

  private RuleSetSql() {}

  /** Returns the expression, one step of a rule a line. */
  public static String expression(RuleSet rules) {
    List<String> lines = new ArrayList<>();
    for (Rule rule : rules.rules()) {
      for (Rule.Step step : rule.steps()) {
        String when =
            Stream.concat(rule.conditions().stream(), step.conditions().stream())
                .map(RuleSetSql::sql)
                .collect(Collectors.joining(" AND "));
        String then = quote(step.choice().key());
        lines.add(when.isEmpty() ? "  ELSE " + then : "  WHEN " + when + " THEN " + then);
      }
    }
    if (lines.size() == 1) {
      lines.add(0, "  WHEN FALSE THEN NULL");
    }
    return "CASE\n" + String.join("\n", lines) + "\nEND";
  }

  private static String sql(Condition condition) {
    if (condition instanceof Condition.OneOf oneOf) {
      return oneOf.category().column()
          + oneOf.names().stream()
              .map(RuleSetSql::quote)
              .collect(Collectors.joining(", ", " IN (", ")"));
    }
    Condition.Limit limit = (Condition.Limit) condition;
    String column = limit.feature().column();
    if (limit.feature() == Feature.EXAMPLES) {
      column = "COALESCE(" + column + ", 0)";
    }
    String test = column + " " + limit.operator().sql() + " " + limit.threshold();
    return limit.feature().optional() && limit.operator().upward()
        ? "(" + column + " IS NULL OR " + test + ")"
        : test;
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
