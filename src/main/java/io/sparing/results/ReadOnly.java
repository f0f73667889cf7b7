package io.sparing.results;

import java.util.List;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoDir;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.execution.SparkSqlParser;

/** Refuses a statement that would write a file, make a table or change a setting. */
final class ReadOnly {

  private static final List<String> READING = List.of("Describe", "Show", "Explain");

  private ReadOnly() {}

  /**
   * Parses the statement; nothing of it is run.
   *
   * @throws IllegalArgumentException if it does more than read
   */
  static void check(String sql) {
    LogicalPlan plan = new SparkSqlParser().parsePlan(sql);
    if (!reads(plan) && plan.exists(ReadOnly::changes)) {
      throw new IllegalArgumentException(
          "Invalid query: it writes or changes something; expected one that only reads: SELECT,"
              + " WITH, DESCRIBE, SHOW or EXPLAIN");
    }
  }

  private static boolean reads(LogicalPlan plan) {
    String name = plan.getClass().getSimpleName();
    return READING.stream().anyMatch(name::startsWith);
  }

  private static boolean changes(Object node) {
    return node instanceof Command
        || node instanceof ParsedStatement
        || node instanceof InsertIntoDir;
  }
}
