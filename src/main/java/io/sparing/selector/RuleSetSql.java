package io.sparing.selector;

import java.util.stream.Collectors;

/**
 * A rule set as a SQL {@code CASE} expression over the columns {@code task}, {@code hardware},
 * {@code memory_gb}, {@code latency_ms}, {@code examples} and {@code train_seconds}. Null latency
 * and training budget mean no limit; null examples mean none. Its value is the choice's {@link
 * Choice#key()}, and null where the rule set knows no answer.
 */
public final class RuleSetSql {

  private RuleSetSql() {}

  /** The expression, one rule a line. */
  public static String expression(RuleSet rules) {
    String cases =
        rules.rules().stream()
            .map(rule -> "  WHEN " + when(rule) + " THEN " + then(rule))
            .collect(Collectors.joining("\n"));
    if (cases.isEmpty()) {
      cases = "  WHEN FALSE THEN NULL";
    }
    return "CASE\n" + cases + "\n  ELSE " + then(rules.fallback()) + "\nEND";
  }

  private static String when(Rule rule) {
    return rule.conditions().isEmpty()
        ? "TRUE"
        : rule.conditions().stream().map(RuleSetSql::sql).collect(Collectors.joining(" AND "));
  }

  private static String then(Rule rule) {
    return rule.choice().map(choice -> quote(choice.key())).orElse("NULL");
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
